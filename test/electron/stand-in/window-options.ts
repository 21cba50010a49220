// The options a BrowserWindow knows, and Electron's defaults (C1).

export const windowDefaults = {
  width: 800,
  height: 600,
  show: true,
  backgroundColor: '#FFF',
  webPreferences: {
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    devTools: true,
    spellcheck: true,
    backgroundThrottling: true,
    nodeIntegration: false,
    webviewTag: false,
    navigateOnDragDrop: false,
  },
} satisfies Electron.BrowserWindowConstructorOptions

const windowOptions =
  'accentColor acceptFirstMouse alwaysOnTop appShim autoHideMenuBar backgroundColor backgroundMaterial center closable darkTheme disableAutoHideCursor enableLargerThanScreen focusable frame fullscreen fullscreenable hasShadow height hiddenInMissionControl icon kiosk maxHeight maximizable maxWidth minHeight minimizable minWidth modal movable name opacity parent resizable roundedCorners show simpleFullscreen skipTaskbar tabbingIdentifier thickFrame title titleBarOverlay titleBarStyle trafficLightPosition transparent type useContentSize vibrancy visualEffectState width windowStatePersistence x y zoomToPageWidth paintWhenInitiallyHidden webPreferences'
const webPreferences =
  'accessibleTitle additionalArguments allowRunningInsecureContent autoplayPolicy backgroundThrottling contextIsolation defaultEncoding defaultFontFamily defaultFontSize defaultMonospaceFontSize devTools disableBlinkFeatures disableDialogs disableHtmlFullscreenWindowResize disableWakeLocks enableBlinkFeatures enableDeprecatedPaste enablePreferredSizeMode enableWebSQL experimentalFeatures focusOnNavigation imageAnimationPolicy images javascript minimumFontSize navigateOnDragDrop nodeIntegration nodeIntegrationInSubFrames nodeIntegrationInWorker offscreen partition plugins preload safeDialogs safeDialogsMessage sandbox scrollBounce session spellcheck textAreasAreResizable transparent v8CacheOptions webgl webSecurity webviewTag zoomFactor zoomMode'

/** The words of a text; with `Exactly`, a list that misses or invents an option of Electron's types does not compile. */
type Words<Text extends string, Found = never> = Text extends `${infer First} ${infer Rest}`
  ? Words<Rest, Found | First>
  : Found | Text
type Exactly<Found, Known> = [Found] extends [Known]
  ? [Known] extends [Found]
    ? readonly string[]
    : never
  : never

export const windowOptionNames: Exactly<
  Words<typeof windowOptions>,
  keyof Electron.BrowserWindowConstructorOptions
> = windowOptions.split(' ')
export const webPreferenceNames: Exactly<
  Words<typeof webPreferences>,
  keyof Electron.WebPreferences
> = webPreferences.split(' ')
