/** Where Google and Microsoft answer. Only tests set others. */
export default {
  google: {
    consent: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revoke: 'https://oauth2.googleapis.com/revoke',
    api: 'https://www.googleapis.com/',
    people: 'https://people.googleapis.com/',
  },
  microsoft: {
    login: 'https://login.microsoftonline.com/',
    api: 'https://graph.microsoft.com/v1.0/',
  },
}
