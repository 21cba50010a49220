// What comparing an entered value with a secret's tells, in words.
import type { Secret, ValueVerdict } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { BannerTone } from '../../ui/banner.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'

export interface CompareWords {
  readonly tone: BannerTone
  readonly title: string
  readonly text: string
}

export function compareWords(verdict: ValueVerdict, secret: Pick<Secret, 'name' | 'display'>): CompareWords {
  const name = quotedSecretName(secret)
  const mask = visibleText(secret.display, 60)
  switch (verdict) {
    case 'same':
      return {
        tone: 'good',
        title: 'Yes, this is the value that is set',
        text: `${name} has exactly this value.`,
      }
    case 'different':
      return { tone: 'warn', title: 'No, another value is set', text: `${name} has a different value.` }
    case 'sameButStale':
      return {
        tone: 'warn',
        title: 'It was the value, and may no longer be',
        text: `It matches what was entered here for ${name}, but the secret was changed elsewhere since: perhaps its value, perhaps only its name or tool.`,
      }
    case 'maskFits':
      return {
        tone: 'info',
        title: 'It may be the value',
        text: `It fits the mask ${mask}. This computer never saw the value itself, so it cannot tell for certain.`,
      }
    case 'unknown':
      return {
        tone: 'info',
        title: 'Nobody here can tell',
        text: `This computer never saw the value of ${name}, and its mask does not tell enough.`,
      }
    default:
      return assertNever(verdict)
  }
}
