import { postgresLaws } from './support/postgres-laws.ts'

postgresLaws(18, Number(process.env['DIFFKIT_POSTGRES_LAW_RUNS'] ?? 250))
