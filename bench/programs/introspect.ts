/** Reads a whole database as commands do, and says how many tables it has: `introspect.js URL`. */
import { setFlagsFromString } from 'node:v8'
import { postgres } from '../../src/dialects/postgres/index.ts'

// As bin/diffkit.js does.
if (Number.parseInt(process.versions.node) <= 24) {
  setFlagsFromString('--interrupt-budget=1000000')
  setFlagsFromString('--no-parallel-scavenge')
}

const connection = await postgres.connect(process.argv[2] ?? '', {
  create: false,
  namespaces: [],
  lockName: 'bench',
  lockTimeout: 5000,
  statementTimeout: null,
})
const { schema } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
await connection.close()
process.stdout.write(`${schema.tables.length} tables\n`)
