// The letters and hues of services without their logos.
import { expect, it } from 'vitest'
import { services } from '../../../shared/domain/integrations.ts'
import { serviceHue, serviceLetters } from './service-look.ts'

it.each([
  ['Linear', 'Li'],
  ['GitHub', 'GH'],
  ['Google Maps Platform', 'GM'],
  ['fal.ai', 'FA'],
  ['GIPHY', 'GI'],
  ['E2B', 'E2'],
  ['X (Twitter)', 'XT'],
  ['x', 'X'],
  ['日本', '日本'],
])('%s is %s', (name, letters) => {
  expect(serviceLetters(name)).toBe(letters)
})

it('every service of the catalogue has two letters and a hue of the circle', () => {
  for (const { id, name } of services) {
    expect(serviceLetters(name)).toMatch(/^\p{L}[\p{L}\p{N}]$/u)
    expect(serviceHue(id)).toBeGreaterThanOrEqual(0)
    expect(serviceHue(id)).toBeLessThanOrEqual(360)
  }
})
