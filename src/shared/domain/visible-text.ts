// Makes text from the service safe to look at: nothing invisible, nothing that reorders its neighbours.

/**
 * Control, default-ignorable (zero-width, bidirectional ...) and separator characters and lone surrogates;
 * the variation selector that belongs to an emoji is left alone.
 */
const invisible =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFF9-\uFFFB[\p{Default_Ignorable_Code_Point}--\uFE0F]]|(?<!\p{Extended_Pictographic})\uFE0F/gv

/**
 * Shows every invisible character as its code, `‹U+202E›`, so that two keys that differ only in one do not
 * look alike, and cuts what is longer than `maxLength` UTF-16 units with an ellipsis.
 */
export function visibleText(text: string, maxLength = 300): string {
  const shown = text.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
  })
  return shown.length <= maxLength
    ? shown
    : `${shown.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
