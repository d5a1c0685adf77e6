import app from '@adonisjs/core/services/app'
import env from '#start/env'

/** In place of both; only tests set it. */
const standIn = app.inProduction ? undefined : env.get('CALENDAR_STAND_IN')

/** Where Google and Microsoft answer. */
export default {
  google: {
    consent: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: standIn ? `${standIn}token` : 'https://oauth2.googleapis.com/token',
    revoke: standIn ? `${standIn}revoke` : 'https://oauth2.googleapis.com/revoke',
    api: standIn ?? 'https://www.googleapis.com/',
    people: standIn ?? 'https://people.googleapis.com/',
  },
  microsoft: {
    login: standIn ? `${standIn}login/` : 'https://login.microsoftonline.com/',
    api: standIn ? `${standIn}v1.0/` : 'https://graph.microsoft.com/v1.0/',
  },
}
