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
  'accessibleTitle additionalArguments allowRunningInsecureContent autoplayPolicy backgroundThrottling contextIsolation defaultEncoding defaultFontFamily defaultFontSize defaultMonospaceFontSize devTools disableBlinkFeatures disableDialogs disableHtmlFullscreenWindowResize disableWakeLocks enableBlinkFeatures enableDeprecatedPaste enablePreferredSizeMode enableWebSQL experimentalFeatures focusOnNavigation imageAnimationPolicy images javascript minimumFontSize navigateOnDragDrop nodeIntegration nodeIntegrationInSubFrames nodeIntegrationInWorker offscreen partition plugins preload safeDialogs safeDialogsMessage sandbox scrollBounce session spellcheck textAreasAreResizable transparent webgl webSecurity webviewTag zoomFactor zoomMode'

export const windowOptionNames = windowOptions.split(' ')
export const webPreferenceNames = webPreferences.split(' ')
