import type { HttpContext } from '@adonisjs/core/http'
import { rememberDevice } from '#controllers/owner/accounts/known_device'
import { logSignIn } from '#controllers/owner/accounts/sign_in_log'
import User from '#models/accounts/user'
import { keyedHash } from '#models/tokens/keyed_hash'
import { addressOf } from '#pages/address_of'
import { asksForSecondStep } from '#queries/accounts/second_step'
import { localPath } from '#validators/local_path'

const WAITING = 'second_step'
const WAITS_MS = 10 * 60_000

interface Waiting {
  userId: number
  /** Another password by now, and the wait is over. */
  password: string
  until: number
  to: string
}

/** Whoever knows the password; where a second step is on, only after that. */
export async function letIn(ctx: HttpContext, user: User, to: string) {
  if (!(await asksForSecondStep(user.id))) return signedIn(ctx, user, to)
  const until = Date.now() + WAITS_MS
  const waiting: Waiting = { userId: user.id, password: passwordStamp(user), until, to }
  ctx.session.put(WAITING, waiting)
  const path = addressOf('owner.sign_in_codes.create')
  return ctx.response.redirect().status(303).toPath(path)
}

export async function waitingUser({ session }: HttpContext): Promise<User | null> {
  const waiting = session.get(WAITING) as Waiting | undefined
  if (!waiting || waiting.until < Date.now()) return null
  const user = await User.find(waiting.userId)
  return user && passwordStamp(user) === waiting.password ? user : null
}

/** After the second step, where the first one was to lead. */
export function letInAfterCode(ctx: HttpContext, user: User) {
  const { to } = ctx.session.pull(WAITING) as Waiting
  return signedIn(ctx, user, to)
}

async function signedIn(ctx: HttpContext, user: User, to: string) {
  const account = keyedHash('account', user.email)
  await ctx.auth.use('web').login(user)
  rememberDevice(ctx, account)
  logSignIn(ctx, 'succeeded', { account, userId: user.id })
  const path = localPath(to, addressOf('owner.days.show'))
  return ctx.response.redirect().status(303).toPath(path)
}

function passwordStamp({ id, password }: User): string {
  return keyedHash('second-step', String(id), password)
}
