import { init } from '../../commands/init.ts'
import { textOption } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'

export const run = async ({ globals, options }: Invocation): Promise<Report> => {
  const result = await init({ cwd: globals.cwd, dialect: textOption(options, 'dialect') })
  return {
    exitCode: 0,
    json: result,
    text: [
      `wrote ${result.config} (${result.dialect}; models in ${result.schema.join(', ')})`,
      ...(result.readFrom === null ? [] : [`read ${result.readFrom}`]),
      ...(result.ignored.length === 0
        ? []
        : [
            `left out ${result.ignored.join(', ')}: see \`include\`, \`exclude\` and \`namespaces\``,
          ]),
      ...(result.noUrl === null
        ? []
        : [
            `left out dbCredentials, because ${result.noUrl}: set \`url\` in ${result.config} yourself`,
          ]),
      'next:',
      '  diffkit revision -m "first tables"',
      '  diffkit upgrade',
    ],
  }
}
