/** Differences that are known and right, each with its reason. */
import type { Difference } from './catalog.ts'

type Judge = 'A' | 'B'

interface Explanation {
  readonly projects: readonly string[]
  readonly judge: Judge
  /** Only at these migrations; at all when absent. */
  readonly tags?: readonly string[]
  readonly fits: (difference: Difference) => boolean
  readonly why: string
}

const ALL: readonly string[] = []

const named =
  (...objects: readonly string[]) =>
  ({ object }: Difference): boolean =>
    objects.includes(object)

const sorted = (text: string | null): string => (text ?? '').split(', ').toSorted().join()

/** Everything but what the pattern matches is equal. */
const apart =
  (pattern: RegExp) =>
  ({ chain, other }: Difference): boolean =>
    chain !== null && other !== null && chain.replace(pattern, '') === other.replace(pattern, '')

const explanations: readonly Explanation[] = [
  {
    projects: ALL,
    judge: 'A',
    fits: apart(/ pk=[1-9]/),
    why: 'drizzle-kit sorts the columns of a primary key by name, whatever order the model gives',
  },
  {
    projects: ['homarr-pg'],
    judge: 'A',
    fits: named('constraint serverSetting_setting_key_unique of public."serverSetting"'),
    why: 'a UNIQUE that repeats the primary key in one CREATE TABLE is merged away by PostgreSQL',
  },
  {
    projects: ['karakeep'],
    judge: 'A',
    fits: named('column tagsOnBookmarks.attachedAt', 'column tagsOnBookmarks.attachedBy'),
    why: 'no committed migration holds this change of type: drizzle-kit wrote none for SQLite then',
  },
  {
    projects: ['karakeep'],
    judge: 'A',
    fits: named(
      'column bookmarks.type',
      'column bookmarkLists.type',
      'column apiKey.scopes',
      'column bookmarks.lastSavedAt',
    ),
    why: 'a default written into the SQL by hand, for the rows that stand, and never in the models',
  },
  {
    projects: ['dokploy'],
    judge: 'A',
    fits: ({ object, chain, other }) =>
      /^enum public\."sourceType(Compose)?"$/.test(object) && sorted(chain) === sorted(other),
    why: 'drizzle-kit added values of an enum at its end, wherever the models have them',
  },
  {
    projects: ['dokploy'],
    judge: 'A',
    fits: (difference) =>
      /^column public\."?user(_temp)?"?\.two_factor_enabled$/.test(difference.object) &&
      apart(/null=\w default=\w*/)(difference),
    why: 'the known drift in NOT NULL, and with it a default, which the lists of drift do not hold',
  },
  {
    projects: ['dokploy'],
    judge: 'A',
    tags: ['0066_yielding_echo'],
    fits: ({ object }) => /apikey|\.team_id$|^column public\.user_temp\.token$/.test(object),
    why: 'the migration was edited after this commit of the models',
  },
  {
    projects: ['dokploy'],
    judge: 'A',
    tags: ['0079_bizarre_wendell_rand'],
    fits: named('column public.application.giteaPathNamespace'),
    why: 'the migration was edited after this commit of the models',
  },
  {
    projects: ['homarr-sqlite'],
    judge: 'A',
    fits: named('column user.colorScheme'),
    why: 'the model changed its default one migration before the SQL that says so',
  },
]

/** Where a difference was found. */
export interface Place {
  readonly project: string
  readonly tag: string
  readonly judge: Judge
}

/** Why a difference is right; `null` where nobody has said so. */
export const explain = (place: Place, difference: Difference): string | null =>
  explanations.find(
    ({ projects, judge, tags, fits }) =>
      judge === place.judge &&
      (projects === ALL || projects.includes(place.project)) &&
      (tags === undefined || tags.includes(place.tag)) &&
      fits(difference),
  )?.why ?? null
