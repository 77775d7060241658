import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './schema/*.ts',
  url: process.env['DATABASE_URL'] ?? 'pglite:./.diffkit/dev',
})
