import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from 'playwright'

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The system's Chromium when there is one, else the one that Playwright has installed. */
export function launchChromium(options: LaunchOptions) {
  return chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM_PATH ?? SYSTEM_BROWSERS.find(existsSync),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
}
