/** The newest models of a project: they load, and models, history and database agree after one revision. */
import { join } from 'node:path'
import type { Databases } from './databases.ts'
import { extract, mend } from './inputs.ts'
import type { Places } from './inputs.ts'
import type { Project } from './projects.ts'
import { configure, openQuestions, revise, upgradeToHead } from './workshop.ts'

export interface HeadOutcome {
  readonly operations: number
  readonly tables: number
  readonly verified: boolean
  /** Why it does not converge; empty when it does. */
  readonly problems: readonly string[]
}

/** First revision verified, upgrade, check clean, second revision empty; mended where they are refused. */
export const converge = async (
  places: Places,
  project: Project,
  { databases, folder }: { readonly databases: Databases; readonly folder: string },
): Promise<HeadOutcome> => {
  const url = await databases.create('head')
  const workshop = { folder: join(folder, 'head'), url, project, databases }
  const extracted = await extract(places, { home: project.name, commit: 'HEAD' })
  await mend(extracted, project.adapts)
  await configure(workshop, extracted)
  const { result, warnings } = await revise(workshop, []).catch(async (error: unknown) => {
    if (!(await mend(extracted, project.mends))) throw error
    return revise(workshop, [])
  })
  if (result.kind !== 'written') {
    return { operations: 0, tables: 0, verified: false, problems: [`revision: ${result.kind}`] }
  }
  await upgradeToHead(workshop)
  const open = await openQuestions(workshop)
  const second = await revise(workshop, [])
  return {
    operations: result.operations.length,
    tables: result.operations.filter(({ kind }) => kind === 'createTable').length,
    verified: result.verified,
    problems: [
      ...(result.verified ? [] : [`not verified: ${result.reason} ${result.detail ?? ''}`]),
      ...warnings,
      ...open,
      ...(second.result.kind === 'none' ? [] : [`second revision: ${second.result.kind}`]),
    ],
  }
}
