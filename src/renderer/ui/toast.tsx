// Short messages that float above the lower edge and go by themselves; errors stay until they are dismissed.
import { CircleCheck, OctagonAlert, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { IconButton } from './icon-button.tsx'

interface ToastContent {
  readonly id: number
  readonly tone: 'good' | 'danger'
  readonly title: ReactNode
  readonly detail?: ReactNode
}

const shownMs = 6_000

interface ToastStackProps {
  readonly toasts: readonly ToastContent[]
  readonly onDismiss: (id: number) => void
}

/** Screen readers get the same words from the live region, so the stack itself is not announced. */
export function ToastStack({ toasts, onDismiss }: ToastStackProps) {
  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed right-4 bottom-12 z-30 flex w-90 flex-col gap-2"
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </section>
  )
}

function Toast({ toast, onDismiss }: { readonly toast: ToastContent } & Pick<ToastStackProps, 'onDismiss'>) {
  const { id, tone, title, detail } = toast
  useEffect(() => {
    if (tone === 'danger') return
    const timer = setTimeout(() => onDismiss(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, tone, onDismiss])
  const Icon = tone === 'good' ? CircleCheck : OctagonAlert
  return (
    <div className="rise-in pointer-events-auto flex items-start gap-2.5 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-3 shadow-float">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${tone === 'good' ? 'text-good' : 'text-danger'}`}
      />
      <div className="min-w-0 flex-1 leading-5 wrap-anywhere">
        <p className="font-medium">{title}</p>
        {detail && <p className="text-sm text-ink-muted">{detail}</p>}
      </div>
      <IconButton label="Dismiss" icon={X} size="small" hasTooltip={false} onClick={() => onDismiss(id)} />
    </div>
  )
}
