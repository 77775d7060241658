/**
 * tighten measurements and quiz order
 *
 * Revision: f6ab7ff8d0f5
 * Revises: b88f9bc0ac25
 * Created: 2026-11-21T03:13:01Z
 */
import type { Operations } from 'diffkit'

export const revision = 'f6ab7ff8d0f5'
export const downRevision = 'b88f9bc0ac25'

export function upgrade(op: Operations): void {
  op.batch('quiz_questions', (table) => {
    table.alterColumn('position', { nullable: false }) // DK202: fails on NULL; DK601: rebuilds the table
    table.addConstraint({
      kind: 'check',
      name: 'quiz_questions_position_check',
      expression: '"position" > 0',
    }) // DK204: fails on rows that break it
  })
  op.batch('style_profiles', (table) => {
    table.alterColumn('height_cm', { type: 'integer' }) // DK601: rebuilds the table; DK602: converts values silently
    table.addConstraint({
      kind: 'check',
      name: 'style_profiles_height_check',
      expression: '"height_cm" between 50 and 260',
    }) // DK204: fails on rows that break it
  })
}

export function downgrade(op: Operations): void {
  op.batch('style_profiles', (table) => {
    table.dropConstraint('style_profiles_height_check') // DK304: removes a guarantee; DK601: rebuilds the table
    table.alterColumn('height_cm', { type: 'text' }) // DK602: converts values silently
  })
  op.batch('quiz_questions', (table) => {
    table.dropConstraint('quiz_questions_position_check') // DK304: removes a guarantee; DK601: rebuilds the table
    table.alterColumn('position', { nullable: true }) // DK303: allows NULL
  })
}
