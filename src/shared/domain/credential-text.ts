// Finds what looks like a credential in an ordinary text, such as a name somebody pasted a value into.

const mark = '[hidden]'
/** Names are shorter; what is longer is not looked through. */
const maxLength = 4000

/** A token of three parts, alone or behind the prefix and version of an API key. */
const token = String.raw`(?:[A-Za-z][\w\-]{0,20}-v\d+-)?eyJ[\w\-]{8,}\.[\w\-]{8,}(?:\.[\w\-]+)?`
/** How the keys of well-known services begin, each followed by a long run without separators. */
const marked = String.raw`(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|lin_api_|xox[abeprs][\-.]|sk[\-_]|pk_|re_|rk_|hf_|npm_|AKIA|AIza|ATATT|ATTA|EAA|tvly-|jina_|fc-|m0-|luma-|e2b_|bb_|sgai-)(?:[A-Za-z0-9]{1,24}[\-_]){0,6}\w{16,}`
/** Letters and digits mixed, far longer than a word. */
const run = String.raw`(?<![A-Za-z0-9])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}(?![A-Za-z0-9])`
const shapes = new RegExp(`${token}|${marked}|${run}`, 'g')

/** The beginning of the text with `[hidden]` in place of whatever has the shape of a credential. */
export function hideCredentials(text: string): string {
  return text.slice(0, maxLength).replace(shapes, mark)
}
