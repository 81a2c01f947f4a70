import { defineConfig } from 'wxt';
import { dataScripts } from './src/tools/data-scripts.ts';
import { licences, withLicences } from './src/tools/licences.ts';
import { popupPage } from './src/tools/popup-page.ts';
import { withoutInnerHtml } from './src/tools/without-inner-html.ts';

const popup = popupPage();

/** One source, two browsers: Manifest V3 in both. */
export default defineConfig({
  // What a file uses it imports; nothing appears by magic.
  imports: false,
  publicDir: 'assets/public',
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    short_name: '__MSG_shortName__',
    description: '__MSG_description__',
    default_locale: 'en',
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 96: 'icon/96.png', 128: 'icon/128.png' },
    permissions: [
      // looking hourly for filter lists that are due, only where the reader chose an interval
      'alarms',
      'storage', 'scripting', 'activeTab', 'contextMenus',
      // The charset of a site's pages, by the reader's word (src/extension/encoding/overrides.ts); neither adds a warning to that of the hosts.
      ...(browser === 'firefox' ? ['webRequest', 'webRequestBlocking'] : ['declarativeNetRequestWithHostAccess']),
    ],
    host_permissions: ['<all_urls>'],
    // Declared here and not by a WXT content script entry: that would add its context to what
    // every page pays, and an event that pages could see.
    content_scripts: [
      {
        matches: ['<all_urls>'],
        js: ['sniff.js'],
        run_at: 'document_start',
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
      },
    ],
    content_security_policy: {
      extension_pages: `default-src 'none'; script-src 'self'; style-src 'self' ${popup.styleSource}; img-src 'self'; connect-src https:; base-uri 'none'; form-action 'none'`,
    },
    commands: {
      // Ids and texts as in the context menu. Three have keys (fix, differences, Qingye) that Chrome has not taken itself; the others get them from the reader.
      repair: { suggested_key: { default: 'Alt+Shift+F' }, description: '__MSG_menuRepair__' },
      simplified: { description: '__MSG_menuSimplified__' },
      traditional: { description: '__MSG_menuTraditional__' },
      changes: { suggested_key: { default: 'Alt+Shift+D' }, description: '__MSG_showChanges__' },
      toggle: { suggested_key: { default: 'Alt+Shift+Q' }, description: '__MSG_commandToggle__' },
      once: { description: '__MSG_menuOnce__' },
      never: { description: '__MSG_menuNever__' },
    },
    action: { default_title: '__MSG_shortName__', default_popup: 'popup.html' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'qingye@qingye.app',
              // 140, on Android 142: data_collection_permissions; match_origin_as_fallback needs 128
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      // 128: rules of declarativeNetRequest that look at the type of what comes
      : { minimum_chrome_version: '128' }),
  }),
  // Tables are scripts, too, so that no page can ask for them by address.
  hooks: {
    'build:publicAssets': (_wxt, files) => void files.push(...dataScripts(), { relativeDest: 'popup.html', contents: popup.html }, { relativeDest: 'licences.txt', contents: licences() }),
    // One script for what the extension's pages share, not ten: each file costs more than what is in it.
    'vite:build:extendConfig': (entrypoints, { build }) => {
      const output = build?.rollupOptions?.output;
      if (entrypoints.some(({ type }) => type === 'options') && output !== undefined) Object.assign(output, { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } });
    },
  },
  vite: () => ({ plugins: [withoutInnerHtml(), withLicences()], build: { target: 'es2022', modulePreload: { polyfill: false } }, assetsInclude: ['**/*.bin'] }),
});
