/** A project whose history has two heads: `age` on one, the table `comments` on the other. */
import { project, sqliteConfig } from './project.ts'
import type { Project } from './project.ts'

interface Parts {
  readonly users?: string
  readonly more?: string
}

/** Models of users, with more columns and more tables. */
export const sqliteParts = ({ users = '', more = '' }: Parts = {}): string => `
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  ${users}
})
${more}
`
export const postgresParts = ({ users = '', more = '' }: Parts = {}): string =>
  sqliteParts({ users, more })
    .replaceAll('sqliteTable', 'pgTable')
    .replaceAll('sqlite-core', 'pg-core')

export const age = "age: integer('age'),"
export const comments = `export const comments = sqliteTable('comments', {
  id: integer('id').primaryKey(),
  body: text('body').notNull(),
})`

type ModelText = typeof sqliteParts

/** Writes `first`, then `aged` and `talk` on it. */
export const branch = async (app: Project, models: ModelText): Promise<void> => {
  await app.write('schema/users.ts', models())
  await app.ok('revision', '-m', 'users', '--rev-id', 'first')
  await app.write('schema/users.ts', models({ users: age }))
  await app.ok('revision', '-m', 'age', '--rev-id', 'aged')
  await app.write('schema/users.ts', models({ users: age, more: comments }))
  const place = ['--head', 'first', '--splice', '--branch-label', 'talking']
  await app.ok('revision', '-m', 'comments', '--rev-id', 'talk', ...place)
}

/** The same on SQLite. */
export const branched = async (): Promise<Project> => {
  const app = await project({ 'diffkit.config.ts': sqliteConfig })
  await branch(app, sqliteParts)
  return app
}

/** A migration as somebody writes it by hand. */
export const migration = (
  revision: string,
  down: string | null | readonly string[],
  { upgrade = '', downgrade = '', header = '' },
): string => `/**
 * ${revision} by hand
 *
 * Revision: ${revision}
 * Revises: ${down === null ? 'base' : [down].flat().join(', ')}
 * Created: 2026-11-21T03:21:39Z
 */
import type { Operations } from 'diffkit'

export const revision = '${revision}'
export const downRevision = ${JSON.stringify(down)}
${header}
export function upgrade(op: Operations): void {
  ${upgrade}
}

export function downgrade(op: Operations): void {
  ${downgrade}
}
`
