/** Says each second what goes on, while a synchronous driver holds the only thread of the program. */
import type { Output } from './report.ts'

const SECOND = 1000

/**
 * In another thread, which has no way to the streams of this one but the file itself. The shared number
 * counts what began and ended: an odd one is under way.
 */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads')
const { writeSync } = require('node:fs')
const count = new Int32Array(workerData)
parentPort.on('message', ({ what, number, began }) => {
  const timer = setInterval(() => {
    if (Atomics.load(count, 0) !== number) return clearInterval(timer)
    const seconds = Math.round((Date.now() - began) / ${SECOND})
    try { writeSync(2, '\\r' + what + ': ' + seconds + ' s') } catch {}
  }, ${SECOND})
})
`

interface Post {
  readonly what: string
  readonly number: number
  readonly began: number
}

const startWorker = (count: Int32Array): ((post: Post) => void) => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const worker = new Worker(WORKER, { eval: true, workerData: count.buffer })
  worker.unref()
  return (post) => worker.postMessage(post)
}

/** A function that hears what begins, and `null` when that has ended. The thread starts at the first call. */
export const progress = (output: Output): ((what: string | null) => void) => {
  const count = new Int32Array(new SharedArrayBuffer(4))
  let began = 0
  let send: ((post: Post) => void) | null = null
  return (what) => {
    const number = Atomics.add(count, 0, 1) + 1
    if (what !== null) {
      send ??= startWorker(count)
      began = Date.now()
      send({ what, number, began })
    } else if (Date.now() - began >= SECOND) output.err('\r\u001B[K')
  }
}
