import { say } from './steps.js'

/**
 * @param {import('./settings.js').Settings} settings
 * @param {{ demoPassword?: string, logs?: string }} more
 */
export function welcome(settings, { demoPassword, logs }) {
  const address = settings.APP_URL.replace(/\/+$/, '')
  const hasMailbox = !settings.SENDGRID_API_KEY && !settings.SMTP_URL
  say(`\nBellhop is running: ${address}\n`)
  if (demoPassword) say(`  Book a time   ${address}/book/swim-school-pro`)
  say(`  Your side     ${address}/admin`)
  if (hasMailbox) say(`  Sent mails    ${address}/dev/mails`)
  if (logs) say(`  Logs          ${logs}`)
  if (demoPassword) say(`\n  Sign in as owner@example.com with the password ${demoPassword}`)
  say('\nCtrl-C stops it.\n')
}
