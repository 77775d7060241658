import { revision } from '../../commands/revision.ts'
import type { RevisionOptions } from '../../commands/revision-change.ts'
import type { RevisionResult } from '../../commands/revision.ts'
import { DiffkitError } from '../../errors.ts'
import { flag, listOption, textOption, unlessNegated } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import { askRenames, canAsk } from '../questions.ts'
import type { Report } from '../report.ts'
import { writtenReport } from '../written.ts'
import { inEnvironment } from './environment.ts'

const read = ({ options }: Invocation): RevisionOptions => {
  const message = textOption(options, 'message')
  if (message === null || message.trim() === '') throw new DiffkitError('MESSAGE_NEEDED', {})
  return {
    message: message.trim(),
    against: textOption(options, 'against'),
    empty: flag(options, 'empty'),
    renames: listOption(options, 'rename'),
    declined: [],
    noRenames: options['renames'] === false,
    dryRun: flag(options, 'dryRun'),
    verify: unlessNegated(options, 'verify'),
    amend: flag(options, 'amend'),
    head: textOption(options, 'head'),
    splice: flag(options, 'splice'),
    branchLabels: listOption(options, 'branchLabel'),
    dependsOn: listOption(options, 'dependsOn'),
    revisionId: textOption(options, 'revId'),
  }
}

const renamesReport = (result: Extract<RevisionResult, { readonly kind: 'renames' }>): Report => ({
  exitCode: 1,
  json: {
    renames: result.renames.map(({ kind, table, enum: owner, from, to, flag: answer }) => ({
      kind,
      table,
      ...(owner === undefined ? {} : { enum: owner }),
      from,
      to,
      flag: answer,
    })),
  },
  text: [
    'These may be renames. Nothing was written. Answer with the flags of those that are:',
    ...result.renames.map(({ flag: answer }) => `  ${answer}`),
    'or with --no-renames, if each is a drop and an add.',
  ],
})

/** On a terminal open renames are asked about; a renamed table makes its columns candidates, so once more. */
const withAnswers = async (
  work: (options: RevisionOptions) => Promise<RevisionResult>,
  options: RevisionOptions,
  json: boolean,
): Promise<RevisionResult> => {
  let answered = options
  let result = await work(answered)
  while (result.kind === 'renames' && !json && canAsk()) {
    const candidates = result.renames.map(({ flag: candidate }) => candidate)
    const accepted = await askRenames(result.renames)
    const declined = candidates.filter((candidate) => !accepted.includes(candidate))
    answered = {
      ...answered,
      renames: [...answered.renames, ...accepted.map((text) => text.replace('--rename ', ''))],
      declined: [...answered.declined, ...declined],
    }
    result = await work(answered)
  }
  return result
}

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const result = await withAnswers(
      (options) => revision(environment, options),
      read(invocation),
      invocation.json,
    )
    if (result.kind === 'renames') return renamesReport(result)
    if (result.kind === 'none') {
      return {
        exitCode: 0,
        json: { revision: null },
        text: ['No difference: nothing was written.'],
      }
    }
    return writtenReport(result, flag(invocation.options, 'requireVerified'))
  })
