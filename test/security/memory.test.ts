// R27: what stays of a value in the memory of a process that has used it and let go of it. A figure; nobody promises none.
import { expect, it } from 'vitest'
import { recordFigure } from '../support/figures.ts'
import { countInMemory } from '../support/process-memory.ts'
import { buildChild } from './kill/build-child.ts'
import { startMortal } from './kill/mortal.ts'
import { planOf } from './kill/plan.ts'
import { createProfiles } from './kill/profiles.ts'
import { createWire } from './kill/wire.ts'

it('R27 the copies of a value that are left after its use are counted', async ({ skip }) => {
  if (process.platform !== 'linux') skip('Only Linux lets one process look into another.')
  const { script, remove } = await buildChild()
  const wire = await createWire()
  const profiles = await createProfiles(wire)
  const { computer, service } = await profiles.unfold('an account')
  try {
    wire.takeAnswers()
    let found: number | null = null
    let control: number | null = null
    const plan = planOf({ deed: 'use a value', folder: computer.folder, url: wire.url, profiles })
    const { died } = startMortal(script, plan, (said, child) => {
      if (said.kind !== 'done') return
      const [, value = ''] = /"([^"\s]{60,})"/.exec(wire.takeAnswers()) ?? []
      found = countInMemory(child.pid ?? 0, value)
      // What certainly is there, or the count above would mean nothing.
      control = countInMemory(child.pid ?? 0, plan.keyring)
      child.kill('SIGKILL')
    })
    await died
    if (found === null) skip('This user may not look into its own processes.')
    expect(control).toBeGreaterThan(0)
    recordFigure('Copies of a value left in memory', `${found} after its use, its erasure and 4 collections`)
  } finally {
    await service.close()
    computer.remove()
    profiles.remove()
    await wire.close()
    remove()
  }
})
