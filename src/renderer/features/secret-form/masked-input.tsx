// A one-line input for what nobody may read over a shoulder; its text is in no attribute and no state of its own.
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextInput } from '../../ui/text-input.tsx'

/** Shown in clear for no longer than this. */
const shownMs = 30_000

interface MaskedInputProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'defaultValue'> {
  /** What it holds, for the button: "Show the value". */
  readonly noun: string
}

/**
 * Uncontrolled on purpose: React writes a controlled value into the `value` attribute, where everything that
 * reads the document would find it. What is shown hides by itself when the window loses the focus.
 */
export function MaskedInput({ noun, className, ...rest }: MaskedInputProps) {
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (!isShown) return
    const hide = () => setIsShown(false)
    const timer = setTimeout(hide, shownMs)
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', hide)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [isShown])
  return (
    <div className="relative">
      <TextInput
        autoCapitalize="off"
        autoCorrect="off"
        {...rest}
        type={isShown ? 'text' : 'password'}
        isCode
        className={`pr-9 ${className ?? ''}`}
      />
      <IconButton
        label={`${isShown ? 'Hide' : 'Show'} ${noun}`}
        aria-pressed={isShown}
        icon={isShown ? EyeOff : Eye}
        size="small"
        className="absolute top-1 right-1"
        onClick={() => setIsShown(!isShown)}
      />
    </div>
  )
}
