/** What stands on a scratch database before the first revision: extensions and namespaces that `scratchSetup` makes. */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import type { Operation } from '../../operations/index.ts'
import { emptySchema } from '../../schema/types.ts'
import type { Schema } from '../../schema/types.ts'
import type { Scratch } from './scratch.ts'

/** Read from a scratch database on which nothing else has been done. */
export const readGround = async (
  { isSetUp }: Scratch,
  dialect: Dialect,
  connection: Connection,
): Promise<Schema> => {
  if (!isSetUp) return emptySchema
  const { schema } = await dialect.introspect(connection, { namespaces: null, hidden: [] })
  return { ...emptySchema, extensions: schema.extensions, namespaces: schema.namespaces }
}

interface Named {
  readonly name: string
}

const hasName = (items: readonly Named[], { name }: Named): boolean =>
  items.some((item) => item.name === name)

/** An extension stands where the ground has it. */
const union = <T extends Named>(items: readonly T[], ground: readonly T[]): readonly T[] => [
  ...items.filter((item) => !hasName(ground, item)),
  ...ground,
]

/** The schema with what the ground holds. */
export const onGround = (schema: Schema, ground: Schema): Schema => ({
  ...schema,
  extensions: union(schema.extensions, ground.extensions),
  namespaces: union(schema.namespaces, ground.namespaces),
})

/** The program that neither makes nor drops what the ground holds. */
export const programOnGround = (
  program: readonly Operation[],
  { extensions, namespaces }: Schema,
): readonly Operation[] =>
  program.filter((op) => {
    switch (op.kind) {
      case 'createExtension':
      case 'alterExtension':
      case 'dropExtension':
        return !hasName(extensions, op)
      case 'createNamespace':
      case 'dropNamespace':
        return !hasName(namespaces, op)
      default:
        return true
    }
  })
