/** Several folders of migrations, by branch label. */
import { expect, test } from 'vitest'
import { project, sqliteConfig } from '../support/project.ts'

const two = sqliteConfig.replace(
  'url:',
  "migrations: { main: './migrations', billing: './billing/migrations' },\n  url:",
)
const table = (name: string): string =>
  `import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
export const ${name} = sqliteTable('${name}', { id: integer('id').primaryKey() })
`

test(
  'a revision goes to the folder of its branch, and all are one history',
  { timeout: 120_000 },
  async () => {
    const app = await project({ 'diffkit.config.ts': two, 'schema/users.ts': table('users') })
    const write = async (message: string, ...args: readonly string[]): Promise<string> =>
      (
        await app.ok(
          'revision',
          '-m',
          message,
          '--rev-id',
          message,
          '--json',
          ...args,
          '--no-verify',
        )
      ).json().path
    expect(await write('users')).toMatch(/^migrations\/[^/]*users\.ts$/)
    await app.write('schema/invoices.ts', table('invoices'))
    const planned = ['--head', 'base', '--branch-label', 'billing']
    expect(await write('invoices', ...planned, '--dry-run')).toMatch(/^billing\/migrations\//)
    expect(await app.files('billing')).toEqual([])
    expect(await write('invoices', ...planned)).toMatch(/^billing\/migrations\/[^/]*invoices\.ts$/)
    await app.write('schema/payments.ts', table('payments'))
    expect(await write('payments', '--head', 'billing@head')).toMatch(/^billing\/migrations\//)
    await app.write('schema/posts.ts', table('posts'))
    expect(await write('posts', '--head', 'users')).toMatch(/^migrations\//)
    expect(await app.files('snapshots')).toHaveLength(4)

    const ran = (await app.ok('upgrade', 'heads', '--json')).json()
    expect(ran.to.toSorted()).toEqual(['payments', 'posts'])
    expect(ran.revisions).toHaveLength(4)
    expect((await app.ok('check', '--models', '--database', '--json')).json()).toMatchObject({
      ok: true,
    })
    expect((await app.ok('downgrade', 'billing@base', '--json')).json().to).toEqual(['posts'])

    // Amended, it stays where it is.
    await app.write('schema/payments.ts', table('payments').replace("'id'", "'number'"))
    const { path } = (
      await app.ok('revision', '-m', 'paid', '--amend', '--head', 'payments', '--json')
    ).json()
    expect(path).toMatch(/^billing\/migrations\/[^/]*paid\.ts$/)
    expect(await app.files('billing/migrations')).toHaveLength(2)
    await app.write('diffkit.config.ts', two.replace(/migrations: \{[^}]*\}/, 'migrations: {}'))
    expect((await app.run('heads', '--json')).json().error.code).toBe('CONFIG_INVALID')
  },
)
