import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from 'playwright'

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A machine with much else to do is slow, not wrong. */
const PATIENCE_MS = 90_000

/** The system's Chromium when there is one, else the one that Playwright has installed. */
export async function launchChromium(options: LaunchOptions) {
  const browser = await chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM_PATH ?? SYSTEM_BROWSERS.find(existsSync),
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...(options.args ?? [])],
  })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS))
  return browser
}
