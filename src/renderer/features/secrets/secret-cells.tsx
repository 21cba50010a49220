// The cells of the secret table, one component a column.
import { CircleCheck, CircleHelp, Info, Link2, TriangleAlert } from 'lucide-react'
import { isKnownTool, serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { NotedNameCell } from '../notes/noted-name-cell.tsx'
import { secretSubject } from '../notes/subjects.ts'
import { Mark, SealedMark } from '../table-view/cells.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import type { ClashNote } from './clash-words.ts'
import { countSecrets, shownSecretName, valueAge } from './secret-words.ts'
import { ServiceIcon } from './service-icon.tsx'

interface CellProps {
  readonly secret: Secret
  readonly terms: readonly string[]
}

interface SecretNameCellProps extends CellProps {
  readonly tagTerms: readonly string[]
  readonly notes: readonly ClashNote[]
  /** How many secrets are known to have this value, this one among them. */
  readonly groupSize: number
}

export function SecretNameCell({ secret, notes, groupSize, ...terms }: SecretNameCellProps) {
  return (
    <NotedNameCell
      subject={secretSubject(secret)}
      name={shownSecretName(secret)}
      isUnnamed={!secret.name.trim()}
      {...terms}
    >
      {secret.hasSealedCopy && <SealedMark />}
      {groupSize > 1 && <SharedMark others={groupSize - 1} />}
      {notes.length > 0 && <ClashMark notes={notes} />}
    </NotedNameCell>
  )
}

function SharedMark({ others }: { readonly others: number }) {
  const words = `shares its value with ${countSecrets(others).replace(/ /, ' other ')}`
  return (
    <Mark
      icon={Link2}
      tip={`It ${words}, as far as this computer can tell. They can be replaced together.`}
      words={words}
    >
      {others}
    </Mark>
  )
}

/** More in one tooltip are not read; all of them stand above the table. */
const toldAtOnce = 3

function ClashMark({ notes }: { readonly notes: readonly ClashNote[] }) {
  const isWarning = notes.some(({ tone }) => tone === 'warn')
  const words = notes.slice(0, toldAtOnce).map(({ title, detail }) => `${title}. ${detail}`)
  const rest = notes.length - words.length
  if (rest > 0) words.push(`And ${rest} more.`)
  return (
    <Mark
      icon={isWarning ? TriangleAlert : Info}
      tip={words.join('\n')}
      words={`${isWarning ? 'warning' : 'note'}: ${words.join(' ')}`}
      className={isWarning ? 'text-warn' : 'text-accent'}
    />
  )
}

export function ServiceCell({ secret: { toolName }, terms }: CellProps) {
  const service = serviceOfTool(toolName)
  if (service) {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <ServiceIcon service={service} />
        <HoverTip content={service.name.length > shortService ? service.name : null}>
          <span className="truncate">
            <MarkedText text={service.name} terms={terms} />
          </span>
        </HoverTip>
      </span>
    )
  }
  const hasTool = toolName !== null && isKnownTool(toolName)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <ServiceIcon service={undefined} />
      <HoverTip content={hasTool ? 'Covers tools of several services' : noToolTip(toolName)}>
        <span className="min-w-0">
          {toolName === null ? (
            <span className="block truncate leading-4 text-ink-muted">None</span>
          ) : (
            <span className="block truncate font-mono text-sm leading-4">
              <MarkedText text={visibleText(toolName, 100)} terms={terms} />
            </span>
          )}
          <span className="block truncate text-xs leading-3.5 text-ink-faint">
            {hasTool ? 'several services' : 'no known tool'}
          </span>
        </span>
      </HoverTip>
    </span>
  )
}

/** Longer names do not fit the column at its first width. */
const shortService = 16

function noToolTip(toolName: string | null): string {
  return toolName === null
    ? 'It names no tool, so no agent takes it by itself'
    : 'Latchkey knows no tool of this name: check it for a slip, or it is a tool of your own'
}

interface CodeCellProps {
  readonly text: string | null
  readonly terms: readonly string[]
}

/** What programs name: a tool, an argument. */
export function CodeCell({ text, terms }: CodeCellProps) {
  if (text === null || text === '') return <span className="text-ink-faint">None</span>
  const shown = visibleText(text, 100)
  return (
    <HoverTip content={visibleText(text)}>
      <span className="block truncate font-mono text-sm">
        <MarkedText text={shown} terms={terms} />
      </span>
    </HoverTip>
  )
}

export function DefaultCell({ secret }: Pick<CellProps, 'secret'>) {
  return secret.isDefault ? (
    <Badge look="plain" tone="good" icon={CircleCheck}>
      Yes
    </Badge>
  ) : (
    <span className="pl-4.5 text-ink-muted">No</span>
  )
}

/** The service's mask: tells values apart and is none. */
export function MaskCell({ secret, terms }: CellProps) {
  const shown = visibleText(secret.display, 100)
  if (shown.trim() === '') return <span className="text-ink-faint">None</span>
  return (
    <HoverTip content={`${shown}\nThe service’s mask of the value; nobody can read the value itself`}>
      <span className="block truncate font-mono text-sm text-ink-muted">
        <MarkedText text={shown} terms={terms} />
      </span>
    </HoverTip>
  )
}

export function AgeCell({ secret, now }: Pick<CellProps, 'secret'> & { readonly now: number }) {
  const { text, details, isCertain } = valueAge(secret, now)
  return (
    <HoverTip content={details}>
      <span className="flex min-w-0 items-center gap-1">
        <span className={text === 'Unknown' ? 'truncate text-ink-faint' : 'truncate'}>{text}</span>
        {!isCertain && <CircleHelp aria-hidden className="size-3.5 shrink-0 text-ink-faint" />}
        <span className="sr-only">
          {isCertain ? '' : ', not certain'}, {details}
        </span>
      </span>
    </HoverTip>
  )
}
