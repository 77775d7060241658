import { addView, findView, removeView, replaceView } from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import { compactView, completeView } from '../schema/spec.ts'
import type { ViewSpec } from '../schema/spec.ts'
import type { ObjectName, Schema, View } from '../schema/types.ts'
import { renameInReaders, renaming, renamingArgs, reversed } from './rename.ts'
import type { Renaming } from './rename.ts'

export interface CreateView {
  readonly kind: 'createView'
  readonly view: View
}
export interface DropView {
  readonly kind: 'dropView'
  readonly name: ObjectName
}

export interface RenameView extends Renaming {
  readonly kind: 'renameView'
}

export const viewOperations = {
  /**
   * Create a view from its query.
   * @example op.createView({ name: 'adults', definition: 'select * from users where age >= 18' })
   * @example op.createView({ name: 'totals', definition: 'select count(*) from users', materialized: true })
   */
  createView: {
    create: (spec: ViewSpec): CreateView => ({ kind: 'createView', view: completeView(spec) }),
    args: (op: CreateView) => [compactView(op.view)],
    apply: (schema: Schema, op: CreateView): Schema => addView(schema, op.view),
    reverse: (op: CreateView): DropView => ({ kind: 'dropView', name: objectName(op.view) }),
    describe: (op: CreateView) =>
      `create ${op.view.materialized ? 'materialized ' : ''}view ${show(op.view)}`,
  },
  /**
   * Drop a view. Views over it go first.
   * @example op.dropView('adults')
   */
  dropView: {
    create: (name: ObjectName): DropView => ({
      kind: 'dropView',
      name: objectName(qualified(name)),
    }),
    args: (op: DropView) => [op.name],
    apply: (schema: Schema, op: DropView): Schema => removeView(schema, op.name),
    reverse: (op: DropView, before: Schema): CreateView => ({
      kind: 'createView',
      view: findView(before, op.name),
    }),
    describe: (op: DropView) => `drop view ${show(op.name)}`,
  },
  /**
   * Rename a view, or move it to another namespace (PostgreSQL). What reads it follows; rows that it stores stay.
   * @example op.renameView('adults', 'grown_ups')
   * @example op.renameView('adults', { namespace: 'reports', name: 'adults' })
   */
  renameView: {
    create: (from: ObjectName, to: ObjectName): RenameView => ({
      kind: 'renameView',
      ...renaming(from, to),
    }),
    args: (op: RenameView) => renamingArgs(op),
    apply: (schema: Schema, op: RenameView): Schema => {
      const renamed = { ...findView(schema, op.from), ...qualified(op.to) }
      addView(removeView(schema, op.from), renamed)
      return renameInReaders(replaceView(schema, op.from, renamed), op, [
        'using',
        'withCheck',
        'view',
      ])
    },
    reverse: (op: RenameView): RenameView => reversed(op),
    describe: (op: RenameView) => `rename view ${show(op.from)} to ${show(op.to)}`,
  },
}
