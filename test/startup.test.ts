import { expect, test } from 'vitest'
import { loadedPackages } from './support/loaded.ts'

test.each([['--help'], ['--version'], ['revision --help']])(
  'diffkit %s loads no driver and no heavy library',
  (command) => {
    expect(loadedPackages(command.split(' '))).toEqual(['commander'])
  },
)
