import router from '@adonisjs/core/services/router'
import { middleware, publicStack, sessionStack } from '#start/kernel'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const SignUps = () => import('#controllers/owner/accounts/sign_ups_controller')
const SignIns = () => import('#controllers/owner/accounts/sign_ins_controller')
const SignInCodes = () => import('#controllers/owner/accounts/sign_in_codes_controller')
const SecondSteps = () => import('#controllers/owner/accounts/second_steps_controller')
const SignInEndings = () => import('#controllers/owner/accounts/sign_in_endings_controller')
const ForgottenPasswords = () =>
  import('#controllers/owner/accounts/forgotten_passwords_controller')
const PasswordResets = () => import('#controllers/owner/accounts/password_resets_controller')
const Passwords = () => import('#controllers/owner/accounts/passwords_controller')
const Accounts = () => import('#controllers/owner/accounts/accounts_controller')
const AddressProofs = () => import('#controllers/owner/accounts/address_proofs_controller')
const AddressChanges = () => import('#controllers/owner/accounts/address_changes_controller')
const AccountDetails = () => import('#controllers/owner/accounts/account_details_controller')
const NewAddresses = () => import('#controllers/owner/accounts/new_addresses_controller')
const BusinessChoices = () => import('#controllers/owner/accounts/business_choices_controller')
const ProofMails = () => import('#controllers/owner/accounts/proof_mails_controller')

router
  .group(() => {
    router
      .group(() => {
        router.get('/sign-up', [SignUps, 'create']).as('sign_ups.create')
        router.post('/sign-up', [SignUps, 'store']).as('sign_ups.store')
      })
      .use(middleware.requireFeature('signUp'))
    router.get('/sign-in', [SignIns, 'create']).as('sign_ins.create')
    router.post('/sign-in', [SignIns, 'store']).as('sign_ins.store')
    router.get('/sign-in/code', [SignInCodes, 'create']).as('sign_in_codes.create')
    router.post('/sign-in/code', [SignInCodes, 'store']).as('sign_in_codes.store')
    router.get('/forgot-password', [ForgottenPasswords, 'create']).as('forgotten_passwords.create')
    router.post('/forgot-password', [ForgottenPasswords, 'store']).as('forgotten_passwords.store')
  })
  .as('owner')
  .use([...sessionStack, middleware.guest()])

router
  .group(() => {
    router.get('/:token', [PasswordResets, 'show']).as('password_resets.show')
    router.post('/:token', [PasswordResets, 'store']).as('password_resets.store')
  })
  .prefix('/reset-password')
  .where('token', /^[\w-]{22,64}$/)
  .as('owner')
  .use([...sessionStack, middleware.secretAddress()])

router.post('/sign-out', [SignIns, 'destroy']).as('owner.sign_ins.destroy').use(sessionStack)
router.on('/sign-out').redirectToPath('/sign-in').use(publicStack)

router
  .group(() => {
    router.get('/', [AddressProofs, 'show']).as('address_proofs.show')
    router.post('/', [AddressProofs, 'store']).as('address_proofs.store')
  })
  .prefix('/account/address/:token')
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])

router
  .group(() => {
    router.get('/new-address/:token', [AddressChanges, 'show']).as('address_changes.show')
    router.post('/new-address/:token', [AddressChanges, 'store']).as('address_changes.store')
    router.get('/former-address/:token', [AddressChanges, 'former']).as('address_changes.former')
    router.post('/former-address/:token', [AddressChanges, 'stop']).as('address_changes.stop')
  })
  .prefix('/account')
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])

behindSignIn((form) => {
  router.get('/account', [Accounts, 'show']).as('accounts.show')
  form('/account/details', [AccountDetails, 'update']).as('account_details.update')
  router.get('/account/address', [NewAddresses, 'show']).as('new_addresses.show')
  router.post('/account/address', [NewAddresses, 'store']).as('new_addresses.store')
  form('/account/password', [Passwords, 'update']).as('passwords.update')
  form('/account/sign-ins/ending', [SignInEndings, 'storeAll'], '/account').as(
    'sign_in_endings.store_all'
  )
  form('/account/sign-ins/:id/ending', [SignInEndings, 'store'], '/account').as(
    'sign_in_endings.store'
  )
  form('/account/businesses/:id/choice', [BusinessChoices, 'store'], '/account').as(
    'business_choices.store'
  )
  router.get('/account/two-step', [SecondSteps, 'show']).as('second_steps.show')
  router.post('/account/two-step', [SecondSteps, 'store']).as('second_steps.store')
  form('/account/two-step/confirmation', [SecondSteps, 'confirm']).as('second_steps.confirm')
  form('/account/two-step/codes', [SecondSteps, 'renew']).as('second_steps.renew')
  form('/account/two-step/ending', [SecondSteps, 'destroy']).as('second_steps.destroy')
  form('/address-proof', [ProofMails, 'store'], '').as('proof_mails.store')
})
