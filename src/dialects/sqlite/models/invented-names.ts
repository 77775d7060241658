/** The names of what nobody named, as drizzle-kit 0.31 invents them. */
export const inventUnique = (table: string, columns: readonly string[]): string =>
  `${table}_${columns.join('_')}_unique`

export const inventPrimaryKey = (table: string, columns: readonly string[]): string =>
  columns.length === 1 ? `${table}_pk` : `${table}_${columns.join('_')}_pk`

export const inventForeignKey = (
  table: string,
  columns: readonly string[],
  target: { readonly table: string; readonly columns: readonly string[] },
): string => `${[table, ...columns, target.table, ...target.columns].join('_')}_fk`

export const inventCheck = (table: string, position: number): string => `${table}_check_${position}`

export const inventIndex = (table: string, keys: readonly (string | null)[]): string =>
  `${table}_${keys.map((key, at) => key ?? `key${at + 1}`).join('_')}_index`

interface NamedPart {
  readonly name: string
  readonly named: boolean
}

/** SQLite lets two constraints have one name, and invented names may coincide: later ones get a number. */
export const distinguish = <T extends NamedPart>(parts: readonly T[]): readonly T[] => {
  const taken = new Set<string>()
  return parts.map((part) => {
    let name = part.name
    for (let at = 2; taken.has(name); at++) name = `${part.name}_${at}`
    taken.add(name)
    return name === part.name ? part : { ...part, name, named: false }
  })
}
