import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './schema/*.ts',
  url: process.env['DATABASE_URL'] ?? 'sqlite:./.diffkit/dev.db',
  migrations: './migrations',
  snapshots: './snapshots',
})
