/** The cases that no builder of drizzle-orm 0.45 can say, or only a part of them. */
import type { Undeclarable } from '../support/oracle-suite.ts'

const lost =
  (loss: Undeclarable['loss'], reason: string) =>
  (name: string): Undeclarable => ({ name, loss, reason })

const comment = 'Comments stand in the doc comments of the models, which drizzle-kit does not read'
const exclusion = 'There is no builder of an exclusion constraint'
const collation = 'A column has no collation'
const indexes = 'A materialized view has no indexes'
const owner = 'pgSequence has neither a type nor an owner'
const serial = 'A serial has no options for its sequence'

const owned = lost('part', owner)
const counting = lost('part', serial)

/** In the order of the cases. */
export const undeclarableOnPostgres: readonly Undeclarable[] = [
  lost('all', comment)('comment a table and its columns'),
  lost('all', comment)('comment whatever can have a comment'),
  lost('all', 'pgTable has no storage parameters')('change the options of a table'),
  lost('all', exclusion)('add an exclusion constraint'),
  lost('part', exclusion)('drop a column with its exclusion constraint'),
  lost('all', 'A check cannot be NOT VALID')('validate a check'),
  lost('all', collation)('collate the key of a column that has a collation'),
  ...[
    'create an extension in a namespace of its own',
    'move an extension to another namespace',
  ].map(lost('part', 'Extensions stand where they happen to stand')),
  counting('turn the names of the sequences of identities and serials round'),
  lost('part', collation)('change length and collation of columns under policies'),
  ...[
    'move a sequence together with the table that owns it, and another away from its own',
    'create a sequence with the table that owns it and draws from it',
    'drop a sequence with the table that owns it and draws from it',
    'drop a sequence and the column that owns it',
    'keep the sequence of a column that goes',
    'move a sequence from the table that goes to one that comes',
    'change a sequence with its owner',
    'move a table away from the sequence that it owns',
  ].map(owned),
  lost('all', serial)('change the sequence of a serial'),
  lost('all', serial)('turn the sequence of a serial'),
  ...[
    'change the type of a serial with a sequence of its own',
    'make a serial of a column with the sequence that it draws from',
    'drop a sequence that a column owns while another begins to count',
    'change the sequence of a serial that is renamed with its table',
  ].map(counting),
  lost('all', indexes)('create and drop an index of a materialized view, and rename another'),
  lost('part', indexes)('change the type of a column under a materialized view with indexes'),
  lost('all', comment)('comment a view'),
  lost('part', comment)('comment a view, and a materialized one, that are made again'),
]
