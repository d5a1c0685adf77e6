import SignIn, { STILL_GOOD } from '#models/accounts/sign_in'

/** The browsers in which a user is signed in, the one seen last on top. */
export function signInList(userId: number) {
  return SignIn.query()
    .where('userId', userId)
    .whereRaw(STILL_GOOD)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
}
