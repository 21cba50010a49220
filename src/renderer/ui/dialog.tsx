// The modal dialog: title, scrolling body and a footer with the actions; fits a 900 × 600 window.
import * as Radix from '@radix-ui/react-dialog'
import { X } from 'lucide-react'
import { createContext, type ReactNode, type RefObject, useContext, useState } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { useScrollStop } from './use-scroll-stop.ts'

/** What every question that interrupts says besides its own words, such as the account it is about. */
export const QuestionNote = createContext<ReactNode>(null)

interface DialogProps {
  readonly title: ReactNode
  /** One sentence under the title, read out when the dialog opens. */
  readonly description?: ReactNode
  readonly children: ReactNode
  /** Actions, the main one last; they stand at the right end and never scroll away. */
  readonly footer?: ReactNode
  /** Asked to close by Escape, a click outside or the X; the owner decides. */
  readonly onClose: () => void
  /** Escape and outside clicks do nothing and there is no X: only the dialog's own actions leave it. */
  readonly isLocked?: boolean
  readonly width?: 'small' | 'medium' | 'large'
  /** The body has nothing to push or to fill in: it takes the focus itself, to be scrolled by keyboard. */
  readonly isTextOnly?: boolean
  /** What has the focus at first; otherwise the first control of the body. */
  readonly initialFocusRef?: RefObject<HTMLElement | null>
  /** `alertdialog` for a question that interrupts. */
  readonly role?: 'dialog' | 'alertdialog'
  /** Says what every question says; an `alertdialog` does by itself. */
  readonly hasQuestionNote?: boolean
}

const widths = { small: 'max-w-105', medium: 'max-w-140', large: 'max-w-180' } as const

/** Rendered while it is open: the owner mounts it to open and unmounts it to close. */
export function Dialog({
  title,
  description,
  children,
  footer,
  onClose,
  isLocked = false,
  width = 'medium',
  isTextOnly = false,
  initialFocusRef,
  role = 'dialog',
  hasQuestionNote = role === 'alertdialog',
}: DialogProps) {
  const questionNote = useContext(QuestionNote)
  const note = hasQuestionNote ? questionNote : null
  const isDescribed = Boolean(description || note)
  const [body, setBody] = useState<HTMLElement | null>(null)
  const isStop = useScrollStop(body) || isTextOnly
  const keepOpen = (event: Event) => {
    if (isLocked) event.preventDefault()
  }
  return (
    <Radix.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen && !isLocked) onClose()
      }}
    >
      <Radix.Portal>
        {/* Radix's own overlay injects a style element, which the page's policy forbids. */}
        <div aria-hidden className="fade-in fixed inset-0 z-40 bg-veil" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center p-6 short:p-2">
          <Radix.Content
            role={role}
            aria-modal
            onEscapeKeyDown={keepOpen}
            onPointerDownOutside={keepOpen}
            onInteractOutside={keepOpen}
            onOpenAutoFocus={(event) => {
              if (!initialFocusRef?.current) return
              event.preventDefault()
              initialFocusRef.current.focus()
            }}
            {...(isDescribed ? {} : { 'aria-describedby': undefined })}
            className={classNames(
              'rise-in pointer-events-auto relative flex max-h-full w-full flex-col rounded-xl border border-line bg-surface text-ink shadow-dialog outline-none',
              widths[width],
            )}
          >
            <header
              className={classNames('shrink-0 px-5 pt-4 pb-3 short:pt-3 short:pb-2', !isLocked && 'pr-14')}
            >
              <Radix.Title className="text-lg leading-6 font-semibold wrap-anywhere">{title}</Radix.Title>
              {isDescribed && (
                <Radix.Description asChild>
                  <div className="mt-1 flex flex-col gap-1 text-ink-muted wrap-anywhere">
                    {note}
                    {description && <p>{description}</p>}
                  </div>
                </Radix.Description>
              )}
            </header>
            <div
              ref={setBody}
              {...(isStop ? { tabIndex: 0 } : {})}
              className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 -outline-offset-2 short:pb-3"
            >
              {children}
            </div>
            {footer && (
              <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 rounded-b-xl border-t border-line bg-sunken px-5 py-3 short:py-2">
                {footer}
              </footer>
            )}
            {/* Last in the order of Tab, so that the first control of the body is focused at first. */}
            {!isLocked && (
              <Radix.Close asChild>
                <IconButton label="Close" icon={X} hasTooltip={false} className="absolute top-3 right-3" />
              </Radix.Close>
            )}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
