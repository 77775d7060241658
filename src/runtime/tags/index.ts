/** `@renamedFrom` in the models. */
import type { RenameTag } from '../../diff/rename-tags.ts'
import { showFile } from '../load/source-lines.ts'
import type { Place } from '../load/source-lines.ts'
import { claimTags, fileOf } from './claims.ts'
import type { TagSource } from './claims.ts'
import { lineAt, RENAME_TAG, requireName, tagsIn } from './text.ts'

export interface FoundTags {
  readonly tags: readonly RenameTag[]
  /** Tags that stand above nothing that a rename could be about. */
  readonly stray: readonly Place[]
}

const strays = (
  texts: readonly { readonly file: string; readonly text: string }[],
  claimed: ReadonlySet<string>,
): readonly Place[] =>
  texts.flatMap(({ file, text }) =>
    tagsIn(text)
      .filter(({ start }) => !claimed.has(`${file}\n${start}`))
      .map(({ start }) => ({ file: showFile(file), line: lineAt(text, start) })),
  )

/** Parts of tables are found by what they are. */
const RENAMED: readonly string[] = ['table', 'column', 'value', 'sequence', 'enum', 'view']

const isRenamed = (kind: string): kind is RenameTag['kind'] => RENAMED.includes(kind)

/** Reads the comments of the models; loads ts-morph only where a file holds the tag at all. */
export const findRenameTags = async (source: TagSource): Promise<FoundTags> => {
  const claims = await claimTags(source, { name: RENAME_TAG, read: tagsIn })
  const tags = claims.nearest.flatMap(({ tagged, claim }): readonly RenameTag[] => {
    const { kind } = claim
    if (!isRenamed(kind)) return []
    const { file, text } = fileOf(tagged)
    const from = requireName(tagged.tag, { file: showFile(file), text })
    return [{ ...claim, kind, from, file: showFile(file), line: lineAt(text, tagged.tag.start) }]
  })
  const known = new Set(
    claims.all
      .filter(({ claim }) => isRenamed(claim.kind))
      .map(({ tagged }) => `${fileOf(tagged).file}\n${tagged.tag.start}`),
  )
  return { tags, stray: strays(claims.files, known) }
}
