import router from '@adonisjs/core/services/router'
import { middleware, signedInStack, type pictureStack } from '#start/kernel'
import { toPageAbove } from '#start/page_above'

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

type Action = Parameters<typeof router.post>[1]
type Form = (path: string, action: Action, page?: string) => ReturnType<typeof router.post>

/**
 * Addresses of the owner's side: below `/admin`, in the business that the user works in. `form` is for
 * what a form of another page is sent to: that page is shown where its address is asked for, be it the
 * one above it or the one named.
 */
export function behindSignIn(
  define: (form: Form) => void,
  stack: typeof signedInStack | typeof pictureStack = signedInStack
): void {
  const forms: { path: string; page?: string }[] = []
  const below = (routes: () => void) =>
    router.group(routes).prefix('/admin').where('id', numeric).use(stack)

  below(() =>
    define((path, action, page) => {
      forms.push({ path, page })
      return router.post(path, action)
    })
  ).as('owner')
  below(() => {
    for (const { path, page } of forms) {
      if (page === undefined) router.get(path, toPageAbove)
      else router.on(path).redirectToPath(`/admin${page}`)
    }
  })
}

/** For owners and admins, who set up the business. */
export const settings = middleware.may(['SettingsPolicy', 'edit'])

/** For all who book for clients. */
export const desk = middleware.may(['BookingPolicy', 'create'])

/** For all who may note something of a client. */
export const keepsClients = middleware.may(['ClientPolicy', 'keep'])

/** For owners and admins, who merge and block clients, and take their list in or out. */
export const managesClients = middleware.may(['ClientPolicy', 'manage'])

/** For owners and admins, who answer for the business. */
export const answers = middleware.may(['EnquiryPolicy', 'answer'])

/** For owners and admins, who say who belongs to the team. */
export const managesTeam = middleware.may(['TeamPolicy', 'manage'])
