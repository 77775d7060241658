import { postgresLaws } from './support/postgres-laws.ts'

postgresLaws(15, Number(process.env['DIFFKIT_LAW_RUNS'] ?? 500) / 2)
