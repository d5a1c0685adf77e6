import SignIn, { STILL_GOOD } from '#models/accounts/sign_in'

export function signInList(userId: number) {
  return SignIn.query()
    .where('userId', userId)
    .whereRaw(STILL_GOOD)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
}
