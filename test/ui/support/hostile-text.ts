// Text as an enemy would choose it, for every place that the service fills.

/** Markup and code that must stay text. */
export const markup = [
  '<img src=x onerror="window.__xss=1">',
  '<script>window.__xss=1</script>',
  '<svg onload=window.__xss=1>',
  '"><iframe srcdoc="<script>parent.__xss=1</script>">',
  '<a href="javascript:window.__xss=1">click</a>',
  '<style>*{display:none}</style>',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><button>go</button></form>',
  '{{constructor.constructor("window.__xss=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as an enemy would write it
  '${window.__xss=1}',
  "');window.__xss=1;//",
  '<math><mi xlink:href="javascript:window.__xss=1">',
  '</title><script>window.__xss=1</script>',
  '<details open ontoggle=window.__xss=1>',
  '<input autofocus onfocus=window.__xss=1>',
  '&lt;b&gt;not bold&lt;/b&gt;',
  '__proto__',
  'constructor',
]
/** Characters that hide or reorder their neighbours, and how they are shown instead. */
export const hiddenCharacters: readonly (readonly [string, string])[] = [
  ['pay\u202Egnp.exe', 'pay‹U+202E›gnp.exe'],
  ['a\u200Bb', 'a‹U+200B›b'],
  ['a\u2066b\u2069', 'a‹U+2066›b‹U+2069›'],
  ['line\u2028break', 'line‹U+2028›break'],
  ['soft\u00ADhyphen', 'soft‹U+00AD›hyphen'],
  ['tag\u{E0041}', 'tag‹U+E0041›'],
  ['bell\u0007', 'bell‹U+0007›'],
  ['bom\uFEFF', 'bom‹U+FEFF›'],
  ['\u3164', '‹U+3164›'],
  ['half\uD83D', 'half‹U+D83D›'],
]
