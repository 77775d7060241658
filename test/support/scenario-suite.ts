/** For each scenario: diffkit does right by its rows, and drizzle-kit's defect is still there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOfDiffkit, answerOfKit, writeScenarios } from './scenario.ts'
import type { Answer, Mode, Scenario, ScenarioBench, WrittenScenario } from './scenario.ts'
import { removeSources } from './written-models.ts'

const texts = ({ error, rows }: Answer): string =>
  [...(error === null ? [] : [error]), ...rows].join('\n')

/** Registers the tests of every scenario, drizzle-kit's in each of the modes. */
export const scenarioSuite = (
  scenarios: readonly Scenario[],
  modes: readonly Mode[],
  bench: () => ScenarioBench,
): void => {
  const written = new Map<Scenario, WrittenScenario>()
  beforeAll(async () => {
    for (const item of await writeScenarios(scenarios, bench().dialect)) {
      written.set(item.scenario, item)
    }
  })
  afterAll(removeSources)
  const find = (scenario: Scenario): WrittenScenario => {
    const found = written.get(scenario)
    if (found === undefined) throw new Error('the models are not loaded')
    return found
  }

  test.each(scenarios.map((item) => [item.name, item] as const))(
    '%s: by diffkit',
    async (_name, scenario) => {
      const { error, rows } = await answerOfDiffkit(find(scenario), bench())
      if (scenario.refuses === undefined) expect(error).toBeNull()
      else expect(error).toMatch(scenario.refuses)
      expect(rows).toEqual(scenario.right)
    },
  )

  const ways = scenarios.flatMap((item) => modes.map((mode) => [item.name, mode, item] as const))
  test.each(ways)('%s: by drizzle-kit, %s', async (_name, mode, scenario) => {
    const found = await answerOfKit(find(scenario), mode, bench())
    const defect = scenario.kit[mode]
    if (defect !== undefined) expect(texts(found)).toMatch(defect)
    else expect(found).toEqual({ error: null, rows: scenario.right })
  })
}
