/** From a place in a bundle back to the user's file and line. */
import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { isAbsolute, join, relative, sep } from 'node:path'

/** A line of a user's file, counted from 1. */
export interface Place {
  readonly file: string
  readonly line: number
}

export interface BundleMap {
  /** The source map, as JSON: parsed only when something is thrown. */
  readonly text: Buffer
  /** The folder that its sources are relative to. */
  readonly root: string
}

const parseMap = (json: string): SourceMapPayload => JSON.parse(json) as SourceMapPayload

const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file)

/** A map that is made when a line is asked for, and once. */
export type LateMap = () => Promise<BundleMap>

const maps = new Map<string, BundleMap>()
const lateMaps = new Map<string, LateMap>()

/** Keeps a bundle's map for the case that code of it throws, now or when it is called. */
export const rememberMap = (url: string, map: BundleMap | LateMap): void => {
  if (typeof map === 'function') lateMaps.set(url, map)
  else maps.set(url, map)
}

/** A file for people: relative to the working directory where it is inside of it. */
export const showFile = (file: string): string => {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/')
}

const originOf = ({ text, root }: BundleMap, line: number, column: number): Place | null => {
  const map = new SourceMap(parseMap(text.toString()))
  const entry = map.findEntry(line - 1, column - 1)
  if (!('originalSource' in entry) || !entry.originalSource) return null
  return { file: join(root, entry.originalSource), line: entry.originalLine + 1 }
}

const FRAME = /(file:\/\/[^\s()]+?\.mjs):(\d+)(?::(\d+))?/g

const framesOf = (error: unknown): readonly RegExpExecArray[] => [
  ...(error instanceof Error ? (error.stack ?? '') : '').matchAll(FRAME),
]

/** Makes the maps that `findPlace` needs for this error, where they were not made at once. */
export const readyMaps = async (error: unknown): Promise<void> => {
  for (const [, url = ''] of framesOf(error)) {
    // Where the files are others by now, the error stands without a line.
    const map = await lateMaps
      .get(url)?.()
      .catch(() => undefined)
    if (map !== undefined) maps.set(url, map)
  }
}

/** The user's line that an error comes from; `null` when no file that was loaded is in its stack. */
export const findPlace = (error: unknown): Place | null => {
  let installed: Place | null = null
  for (const [, url = '', line, column] of framesOf(error)) {
    const map = maps.get(url)
    const place = map === undefined ? null : originOf(map, Number(line), Number(column ?? 1))
    if (place !== null && !isInstalled(place.file)) return place
    installed ??= place
  }
  return installed
}

/** Whether an error comes from the user's own code, that of packages aside. */
export const isOfUser = async (error: unknown): Promise<boolean> => {
  await readyMaps(error)
  const place = findPlace(error)
  return place !== null && !isInstalled(place.file)
}
