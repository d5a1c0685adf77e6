import env from '#start/env'

/** The flag table: whole features a deployment may switch off. */
const features = {
  bookingPages: env.get('BOOKING_PAGES', 'on') === 'on',
  api: env.get('API', 'on') === 'on',
  portal: env.get('PORTAL', 'on') === 'on',
  signUp: env.get('SIGN_UP', 'on') === 'on',
  webhooks: env.get('WEBHOOKS', 'on') === 'on',
  calendars: env.get('CALENDARS', 'on') === 'on',
  push: env.get('WEB_PUSH', 'on') === 'on',
}

export type Feature = keyof typeof features

export default features
