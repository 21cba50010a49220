// Counts the hostile answers that a file of tests gives to the app, and what they did to it.
import { afterAll, afterEach } from 'vitest'
import { inWords, recordFigure } from './figures.ts'

/** Registers the hooks; the returned function notes one answer. Call it at the top of a file. */
export function countHostile(figure: string): () => void {
  let answers = 0
  const found = { crashes: 0, hangs: 0, 'wrong states': 0 }
  afterEach(({ task }) => {
    const [error] = task.result?.errors ?? []
    if (error === undefined) return
    const isHang = /timed out/.test(error.message)
    const kind = isHang ? 'hangs' : error.name === 'AssertionError' ? 'wrong states' : 'crashes'
    found[kind] += 1
  })
  afterAll(() => {
    const counts = Object.entries(found).map(([kind, count]) => `${kind} ${count}`)
    recordFigure(figure, `${inWords(answers)} answers: ${counts.join(', ')}`)
  })
  return () => {
    answers += 1
  }
}
