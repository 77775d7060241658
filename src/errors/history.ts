/** What is wrong with the history, or an address in it. */
import { list, someOf } from './sentence.ts'
import type { Sentence } from './sentence.ts'

export const historySentences = {
  REVISION_NOT_FOUND: (data: { address: string }): Sentence => ({
    message: `There is no revision or branch ${data.address} in the migrations folder.`,
    hint: 'List what there is with `diffkit history`; a shortened id needs at least four characters.',
  }),
  REVISION_REPLACED: (data: { revision: string; by: string }): Sentence => ({
    message: `Revision ${data.revision} cannot be used here: ${data.by} stands for it.`,
    hint: `Name ${data.by}.`,
  }),
  REPLACED_TWICE: (data: { revision: string; files: readonly string[] }): Sentence => ({
    message: `Revision ${data.revision} is replaced by several files: ${list(data.files)}.`,
    hint: 'Delete one of the squashes.',
  }),
  REVISION_PRUNED: (data: { revision: string; by: string }): Sentence => ({
    message: `The database is at revision ${data.revision}, in the middle of what ${data.by} stands for, and the files of that are gone.`,
    hint: `Get them back (with \`git\`), run \`diffkit upgrade ${data.by}\`, and prune again.`,
  }),
  SQUASH_RANGE: (data: { range: string; revisions: readonly string[] }): Sentence => ({
    message: `${data.range || 'An empty text'} is no range of several revisions${data.revisions.length === 0 ? '' : `: it holds ${list(data.revisions)}`}.`,
    hint: 'Name the first and the last: `diffkit squash FROM:TO -m TEXT`; both are included.',
  }),
  SQUASH_BRANCHES: (data: { revision: string; on: string; needs: boolean }): Sentence => ({
    message: `Revision ${data.revision} ${data.needs ? 'depends' : 'stands'} on ${data.on}, in the middle of the range.`,
    hint: data.needs
      ? `Squash as far as ${data.on}, or name the end of the range in the \`dependsOn\` of ${data.revision}, while no database has that.`
      : `Squash as far as ${data.on}, or give ${data.revision} another parent with \`diffkit rebase\`.`,
  }),
  SQUASH_ENDS: (data: { ends: readonly string[] }): Sentence => ({
    message: `The range has several ends: ${list(data.ends)}.`,
    hint: 'Join them with `diffkit merge`, or squash one branch.',
  }),
  SQUASH_RUN: (data: { revision: string; file: string }): Sentence => ({
    message: `${data.file}: revision ${data.revision} holds a data step (\`run\`), which is code of that file and cannot be put into another.`,
    hint: `Squash up to it and from behind it, or leave data steps out with \`--skip-run\` when new databases do not need them.`,
  }),
  SQUASH_SNAPSHOT: (data: { revision: string; differences: readonly string[] }): Sentence => ({
    message: [
      `The migrations of the range do not give the snapshot of ${data.revision}:`,
      ...data.differences.map((line) => `  ${line}`),
    ].join('\n'),
    hint: 'See `diffkit check --history`; `diffkit snapshot` records an edited migration.',
  }),
  SQUASH_ORIGINALS: (data: { revision: string }): Sentence => ({
    message: `Revision ${data.revision} stands for others whose files are still there, and they would stay where they are.`,
    hint: 'Once every database is past them, `diffkit prune` removes them; or delete the file and the snapshot of the squash.',
  }),
  NOTHING_TO_PRUNE: (_data: Record<string, never>): Sentence => ({
    message: 'No file is replaced: there is nothing to prune.',
    hint: '`diffkit squash FROM:TO -m TEXT` makes one revision that stands for several.',
  }),
  PRUNE_INSIDE: (data: { revision: string; at: readonly string[] }): Sentence => ({
    message: `The database is at ${list(data.at)}, in the middle of what ${data.revision} stands for.`,
    hint: `Run \`diffkit upgrade ${data.revision}\` first.`,
  }),
  REVISION_AMBIGUOUS: (data: { address: string; candidates: readonly string[] }): Sentence => ({
    message: `${data.address} could be any of ${someOf(data.candidates)}.`,
    hint: 'Write more characters of the id.',
  }),
  REVISION_UNKNOWN: (data: { revision: string }): Sentence => ({
    message: `The database is at revision ${data.revision}, which the migrations folder does not have.`,
    hint: 'Check out the branch that has its file, go back over it with `diffkit downgrade`, or forget what is recorded with `diffkit stamp --purge`.',
  }),
  LOGGED_RUN: (data: { revision: string }): Sentence => ({
    message: `The database is at revision ${data.revision}, which the migrations folder does not have, and its downgrade holds a data step (\`run\`), which the log cannot keep.`,
    hint: 'Check out the branch that has its file, and run the downgrade there.',
  }),
  STAMP_NEEDED: (_data: Record<string, never>): Sentence => ({
    message: '`diffkit stamp` does not say which revision to record.',
    hint: 'Name it: `diffkit stamp head`, or `diffkit stamp base` for none.',
  }),
  RECORDED_TWICE: (data: { revision: string }): Sentence => ({
    message: `The version table holds several rows for revision ${data.revision}.`,
    hint: `Record it once with \`diffkit stamp --purge ${data.revision}\`.`,
  }),
  TARGETS_OVERLAP: (data: { revision: string; implied: string }): Sentence => ({
    message: `Revision ${data.implied} is already a part of ${data.revision}; they cannot both be the target.`,
    hint: `Name ${data.revision} alone.`,
  }),
  ADDRESS_INVALID: (data: { address: string; reason: string }): Sentence => ({
    message: `${data.address || 'An empty text'} is not an address here: ${data.reason}.`,
    hint: 'Addresses are `head`, `base`, an id, a branch label, `+N`, `-N`, `ADDRESS+N`, `label@head`.',
  }),
  MULTIPLE_HEADS: (data: {
    heads: readonly string[]
    address?: string
    isForOne?: boolean
  }): Sentence => ({
    message: `${data.address === undefined ? 'The history has several heads' : `${data.address} means several revisions`}: ${list(data.heads)}.`,
    hint: `Name one of them${data.isForOne === true ? '' : ', take all with `heads`'}, or join them with \`diffkit merge\`.`,
  }),
  SEVERAL_HEADS: (data: { heads: readonly string[] }): Sentence => ({
    message: `The history has several heads: ${list(data.heads)}.`,
    hint: 'Join them with `diffkit merge`, or say with `--head ADDRESS` which one the revision goes on.',
  }),
  NOT_A_HEAD: (data: { revision: string; children: readonly string[] }): Sentence => ({
    message: `Revision ${data.revision} is not a head: ${list(data.children)} stands on it.`,
    hint: 'Name a head, or give `--splice` to begin a branch there.',
  }),
  LABEL_INVALID: (data: { label: string }): Sentence => ({
    message: `${JSON.stringify(data.label)} cannot be a branch label.`,
    hint: 'A label consists of letters, digits and underscores, and is none of `head`, `heads`, `base`, `current`.',
  }),
  HEAD_LACKS: (data: { head: string; operation: string; problem: string }): Sentence => ({
    message: `The change cannot go on ${data.head} alone (${data.operation}): ${data.problem}`,
    hint: 'Choose the head that has it with `--head`, or name the revision that brings it with `--depends-on`.',
  }),
  HEADS_CONFLICT: (data: {
    heads: readonly string[]
    conflicts: readonly { readonly object: string; readonly problem: string }[]
  }): Sentence => ({
    message: [
      `The revisions ${list(data.heads)} do not fit together:`,
      ...data.conflicts.map(({ object, problem }) => `  ${object}: ${problem}`),
    ].join('\n'),
    hint: 'Change one of the two sides so that each object is changed on one only.',
  }),
  NOTHING_TO_MERGE: (data: { heads: readonly string[] }): Sentence => ({
    message: `There is nothing to merge: ${data.heads.length === 0 ? 'there is no revision' : `${list(data.heads)} is the only revision named`}.`,
    hint: 'Name at least two revisions; `diffkit heads` lists the heads.',
  }),
  ONTO_NEEDED: (_data: Record<string, never>): Sentence => ({
    message: '`diffkit rebase` does not say where the revision is to stand.',
    hint: 'Name its new parent: `diffkit rebase REVISION --onto ADDRESS`.',
  }),
  REBASE_APPLIED: (data: { revision: string }): Sentence => ({
    message: `The database has revision ${data.revision} already, so it cannot get another parent.`,
    hint: 'Run `diffkit downgrade` to below it first, or join the branches with `diffkit merge`.',
  }),
  REBASE_ONTO_ITSELF: (data: { revision: string; onto: string }): Sentence => ({
    message: `Revision ${data.revision} cannot stand on ${data.onto}: that is itself, or needs it.`,
    hint: 'Name a revision that does not stand on it; see `diffkit history --graph`.',
  }),
  NO_EDITOR: (_data: Record<string, never>): Sentence => ({
    message: 'No editor is known.',
    hint: 'Set `EDITOR` or `VISUAL` in the environment.',
  }),
  EDITOR_FAILED: (data: { editor: string; code: number | null }): Sentence => ({
    message: `The editor ${data.editor} ended with ${data.code ?? 'a signal'}.`,
    hint: 'Correct `EDITOR` or `VISUAL` in the environment.',
  }),
  AMBIGUOUS_WALK: (data: { address: string; candidates: readonly string[] }): Sentence => ({
    message: `${data.address} can be counted from or through any of ${list(data.candidates)}.`,
    hint: 'Name the branch (`label@+1`) or the revision itself.',
  }),
  WALK_TOO_FAR: (data: { address: string }): Sentence => ({
    message: `There are not as many revisions as ${data.address} counts.`,
    hint: 'See the revisions with `diffkit history`, and where the database is with `diffkit current`.',
  }),
  NOT_ON_BRANCH: (data: { revision: string; branch: string }): Sentence => ({
    message: `Revision ${data.revision} is not a member of branch ${data.branch}.`,
    hint: 'See the revisions with `diffkit history`.',
  }),
  NOT_BELOW: (data: { target: string; from: readonly string[] }): Sentence => ({
    message: `${data.target} is not below ${data.from.length === 0 ? 'base' : list(data.from)}.`,
    hint: 'See what is recorded with `diffkit current`, and the order with `diffkit history`.',
  }),
  DUPLICATE_REVISION: (data: { revision: string; files: readonly string[] }): Sentence => ({
    message: `Revision ${data.revision} is declared ${data.files.length > 1 ? 'by several files' : 'already'}: ${list(data.files)}.`,
    hint: 'Give one of them another id, or delete the copy.',
  }),
  DUPLICATE_LABEL: (data: { label: string; files: readonly string[] }): Sentence => ({
    message: `The branch label ${data.label} is taken twice: by ${list(data.files)}.`,
    hint: 'A branch label stands in one file, and is no revision id.',
  }),
  UNKNOWN_PARENT: (data: {
    revision: string
    parent: string
    file: string
    key: 'downRevision' | 'dependsOn'
  }): Sentence => ({
    message: `${data.file}: \`${data.key}\` of revision ${data.revision} names ${data.parent}, which no migration file declares.`,
    hint: `Restore the file of ${data.parent}, or correct \`${data.key}\`.`,
  }),
  REVISION_CYCLE: (data: {
    path: readonly string[]
    key: 'downRevision' | 'dependsOn'
    files: readonly string[]
  }): Sentence => ({
    message: `The revisions go in a circle through \`${data.key}\`: ${data.path.join(' -> ')}.`,
    hint: `Correct \`${data.key}\` in one of ${list(data.files)}.`,
  }),
  NOTHING_TO_AMEND: (_data: Record<string, never>): Sentence => ({
    message: 'There is no revision to amend: the history is empty.',
    hint: 'Leave `--amend` out to write the first one.',
  }),
  AMEND_APPLIED: (data: { revision: string }): Sentence => ({
    message: `The database has revision ${data.revision} already, so it cannot be amended.`,
    hint: 'Run `diffkit downgrade -1` first, or write a new revision.',
  }),
  RANGE_NEEDED: (data: { target: string }): Sentence => ({
    message: `\`downgrade --sql ${data.target}\` does not say where it starts.`,
    hint: `Give both ends: \`diffkit downgrade --sql FROM:${data.target}\`.`,
  }),
  REVISION_PARTIAL: (data: {
    revision: string
    direction: 'upgrade' | 'downgrade'
    done: number
    of: number
  }): Sentence => ({
    message: `The ${data.direction} of revision ${data.revision} is half done: ${data.done} of its ${data.of} operations.`,
    hint:
      data.direction === 'upgrade'
        ? `Go on with \`diffkit upgrade\`, or take it back with \`diffkit downgrade -1\`.`
        : `Go on with \`diffkit downgrade ${data.revision}-1\`, or take it back with \`diffkit upgrade ${data.revision}\`.`,
  }),
  HALF_DONE_EDITED: (data: {
    revision: string
    file: string
    position: number
    operation: string
  }): Sentence => ({
    message: `${data.file}: revision ${data.revision} is half done, and its operation ${data.position} (${data.operation}), which is done or under way, is another one now.`,
    hint: 'Put it back as it was, or take the revision back with `diffkit downgrade -1`; what comes after it may be edited.',
  }),
  HALF_DONE_STUCK: (data: { revision: string; operation: string }): Sentence => ({
    message: `Revision ${data.revision} is half done and cannot be taken back: nothing says how to undo ${data.operation}.`,
    hint: 'Go on with `diffkit upgrade`, or undo it by hand and forget it with `diffkit stamp --purge`.',
  }),
  REVISION_ID_INVALID: (data: { revision: string }): Sentence => ({
    message: `${JSON.stringify(data.revision)} cannot be a revision id.`,
    hint: 'An id consists of letters, digits and underscores, and is none of `head`, `heads`, `base`, `current`.',
  }),
} as const
