import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Days = () => import('#controllers/owner/diary/days_controller')

behindSignIn(() => {
  router.get('/', [Days, 'show']).as('days.show')
})
