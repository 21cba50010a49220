// R56: the process may open no more files (EMFILE), before a key is made and just after.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildChild } from './kill/build-child.ts'
import { createWorld, type World } from './kill/world.ts'

/** Enough for Node, the databases and a few connections. */
const maxFiles = 96

let world: World
let removeChild = () => {}

beforeAll(async () => {
  const { script, remove } = await buildChild()
  removeChild = remove
  world = await createWorld(script)
}, 60_000)

afterAll(async () => {
  await world.close()
  removeChild()
})

describe.skipIf(process.platform === 'win32')('R56 where no more files can be opened', () => {
  it('no key is made, and the next try makes one', async () => {
    const { told, breaches } = await world.rehearse({
      ...{ name: 'no files', profile: 'an account', maxSteps: 1, maxFiles },
      deed: 'create without files',
    })
    expect(told.filter(({ about }) => about === 'keys.create')).toMatchObject([
      { isOk: false, content: { ok: false, error: { effect: 'none' } } },
      { isOk: true },
    ])
    expect(breaches).toEqual([])
  })

  it('a key that was just made is sealed, or said to be in memory only', async () => {
    const { told, breaches } = await world.rehearse({
      ...{ name: 'no more files', profile: 'an account', maxSteps: 1, maxFiles },
      deed: 'create and run out of files',
    })
    expect(told).toMatchObject([
      { about: 'keys.create', isOk: true },
      { about: 'app.readSnapshot', content: { unstoredValues: [{ isSealedOnDisk: expect.any(Boolean) }] } },
    ])
    // Whichever it was, nothing is lost: the next start opens it, or finds the key whose value nobody has.
    expect(breaches).toEqual([])
  })
})
