import imports from '#config/imports'
import pictures from '#config/pictures'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import { screensPerAddress } from '#start/limiter'

server.errorHandler(() => import('#exceptions/handler'))

server.use([
  () => import('#middleware/measure_requests_middleware'),
  () => import('#middleware/drain_middleware'),
  () => import('#middleware/request_context_middleware'),
  () => import('#start/limited_notice'),
  () => import('#middleware/forwarded_notice_middleware'),
  () => import('#middleware/compress_middleware'),
  () => import('#middleware/compressed_assets_middleware'),
  () => import('#middleware/detect_locale_middleware'),
  () => import('#start/nowhere_limit'),
  () => import('#middleware/readable_address_middleware'),
  () => import('#start/preflight'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
])

router.use([() => import('#middleware/body_middleware')])

export const middleware = router.named({
  securityHeaders: () => import('#middleware/security_headers_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  session: () => import('@adonisjs/session/session_middleware'),
  initializeAuth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  auth: () => import('#middleware/auth_middleware'),
  guest: () => import('#middleware/guest_middleware'),
  portal: () => import('#middleware/portal_middleware'),
  currentBusiness: () => import('#middleware/current_business_middleware'),
  pressedOnce: () => import('#middleware/pressed_once_middleware'),
  chooseLanguage: () => import('#middleware/choose_language_middleware'),
  sameOrigin: () => import('#middleware/same_origin_middleware'),
  secretAddress: () => import('#middleware/secret_address_middleware'),
  leadPeople: () => import('#middleware/lead_people_middleware'),
  requireFeature: () => import('#middleware/require_feature_middleware'),
  metricsReader: () => import('#middleware/metrics_reader_middleware'),
  calendarNotice: () => import('#middleware/calendar_notice_middleware'),
  signedByCalcom: () => import('#middleware/signed_by_calcom_middleware'),
  signedByTwilio: () => import('#middleware/signed_by_twilio_middleware'),
  signedBySendgrid: () => import('#middleware/signed_by_sendgrid_middleware'),
  letSite: () => import('#start/sites'),
  publicLimit: () => import('#start/request_limits'),
  pageLimit: () => import('#start/page_limit'),
  jsonBody: () => import('#middleware/json_body_middleware'),
  apiKey: () => import('#middleware/api_key_middleware'),
  keyLimit: () => import('#start/key_limit'),
  refusedKeyLimit: () => import('#start/refused_key_limit'),
  scope: () => import('#middleware/scope_middleware'),
  keyedInTurn: () => import('#middleware/keyed_in_turn_middleware'),
  answerOnce: () => import('#start/answer_once'),
  may: () => import('#middleware/may_middleware'),
  upload: () => import('#middleware/upload_middleware'),
  mailboxReader: () => import('#middleware/mailbox_reader_middleware'),
})

/** Stateless: no session, no cookie. POSTs are protected by origin, stamp and limits. */
export const publicStack = [
  middleware.securityHeaders(),
  middleware.pageLimit(),
  middleware.sameOrigin(),
]

/** For programs without a key, and scripts of the sites that a business named. */
export const apiStack = [
  middleware.securityHeaders(),
  middleware.letSite(),
  middleware.publicLimit(),
  middleware.keyedInTurn(),
]

/**
 * For programs with a key: no session and no cookie, so nothing of another site's can act here.
 * Nothing is read of what a stranger sends.
 */
export const keyStack = [
  middleware.securityHeaders(),
  middleware.refusedKeyLimit(),
  middleware.initializeAuth(),
  middleware.apiKey(),
  middleware.keyLimit(),
  middleware.keyedInTurn(),
  middleware.jsonBody(),
]

/** The same for clients, in their language. */
export const guestStack = [middleware.chooseLanguage(), ...publicStack]

/**
 * Session, authentication and CSRF token; sign-in and sign-up stand on it too. A form whose token
 * ran out may be sent once more, so those of other sites are turned away first.
 */
export const sessionStack = [
  middleware.pageLimit(screensPerAddress),
  middleware.sameOrigin(),
  middleware.session(),
  middleware.initializeAuth(),
  middleware.shield(),
]

/** The same for clients, in their language. */
export const portalStack = [middleware.chooseLanguage(), ...sessionStack]

/** As behind sign-in; nothing is read of what a stranger sends, and the file before the CSRF token beside it. */
const stackWithUpload = (expected: Parameters<typeof middleware.upload>[0]) => [
  middleware.pageLimit(screensPerAddress),
  middleware.sameOrigin(),
  middleware.session(),
  middleware.initializeAuth(),
  middleware.auth(),
  middleware.upload(expected),
  middleware.shield(),
  middleware.pressedOnce(),
  middleware.currentBusiness(),
]

export const pictureStack = stackWithUpload({ field: 'picture', ...pictures })
export const importStack = stackWithUpload({ field: 'file', ...imports })

/** Behind sign-in, with the business that the user works in. */
export const signedInStack = [
  ...sessionStack,
  middleware.auth(),
  middleware.pressedOnce(),
  middleware.currentBusiness(),
]
