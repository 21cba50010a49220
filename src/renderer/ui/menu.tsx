// A menu that drops from its trigger, with submenus; the last, red item is for what cannot be undone.
import * as Radix from '@radix-ui/react-dropdown-menu'
import { Check, ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const panelLook =
  'fade-in z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-float outline-none'
const itemLook =
  'flex min-h-7 cursor-default items-center gap-2 rounded-md px-2 py-1 leading-5 outline-none select-none data-highlighted:bg-hover data-[state=open]:bg-hover data-disabled:opacity-50 forced-colors:-outline-offset-2 forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:outline-solid'

interface MenuProps {
  /** The element that opens it: a Button or an IconButton. */
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  /** Where the focus goes when it closes; to the trigger if left out. */
  readonly onCloseFocus?: () => void
}

export function Menu({ trigger, children, align = 'end', isOpen, onOpenChange, onCloseFocus }: MenuProps) {
  return (
    // A modal menu would inject a style element, which the page's policy forbids.
    <Radix.Root
      modal={false}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          className={panelLook}
          onCloseAutoFocus={(event) => {
            if (!onCloseFocus) return
            event.preventDefault()
            onCloseFocus()
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface MenuItemProps {
  readonly children: ReactNode
  readonly onSelect: () => void
  readonly icon?: LucideIcon
  /** Quieter text at the right end: a shortcut or the result of choosing it. */
  readonly aside?: ReactNode
  readonly tone?: 'normal' | 'danger'
  /** Disables the item and stands below its words. */
  readonly disabledReason?: string | null | undefined
}

export function MenuItem({
  children,
  onSelect,
  icon: Icon,
  aside,
  tone = 'normal',
  disabledReason,
}: MenuItemProps) {
  return (
    <Radix.Item
      disabled={Boolean(disabledReason)}
      onSelect={onSelect}
      className={classNames(itemLook, tone === 'danger' && 'text-danger data-highlighted:bg-danger-soft')}
    >
      {Icon && (
        <Icon aria-hidden className={classNames('size-4 shrink-0', tone === 'normal' && 'text-ink-muted')} />
      )}
      <span className="min-w-0 flex-1">
        {children}
        {disabledReason && <span className="block text-sm">{disabledReason}</span>}
      </span>
      {aside && <span className="pl-4 text-sm whitespace-nowrap text-ink-faint">{aside}</span>}
    </Radix.Item>
  )
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}

interface MenuChoicesProps<V extends string> {
  /** Read out before the choices. */
  readonly label: string
  readonly value: V
  readonly choices: readonly { readonly value: V; readonly label: ReactNode; readonly aside?: ReactNode }[]
  readonly onChoose: (value: V) => void
}

/** One of several, as items of which one has the tick. */
export function MenuChoices<V extends string>({ label, value, choices, onChoose }: MenuChoicesProps<V>) {
  return (
    <Radix.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => {
        const choice = choices.find((each) => each.value === chosen)
        if (choice) onChoose(choice.value)
      }}
    >
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={itemLook}>
          <span className="inline-flex size-4 shrink-0">
            <Radix.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </Radix.ItemIndicator>
          </span>
          <span className="min-w-0 flex-1">{choice.label}</span>
          {choice.aside && (
            <span className="pl-4 text-sm whitespace-nowrap text-ink-faint">{choice.aside}</span>
          )}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

/** A line of explanation that cannot be chosen. */
export function MenuNote({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-sm text-ink-muted wrap-anywhere">{children}</Radix.Label>
}

interface SubMenuProps {
  readonly label: ReactNode
  readonly icon?: LucideIcon
  readonly disabledReason?: string | null | undefined
  readonly children: ReactNode
}

export function SubMenu({ label, icon: Icon, disabledReason, children }: SubMenuProps) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger disabled={Boolean(disabledReason)} className={itemLook}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />}
        <span className="min-w-0 flex-1">
          {label}
          {disabledReason && <span className="block text-sm">{disabledReason}</span>}
        </span>
        <ChevronRight aria-hidden className="size-4 text-ink-muted" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className={panelLook}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}
