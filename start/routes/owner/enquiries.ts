import router from '@adonisjs/core/services/router'
import { answers, behindSignIn } from '#start/routes/owner/behind_sign_in'

const Enquiries = () => import('#controllers/owner/enquiries/enquiries_controller')
const EnquiryAnswers = () => import('#controllers/owner/enquiries/enquiry_answers_controller')

behindSignIn((form) => {
  router.get('/enquiries', [Enquiries, 'index']).as('enquiries.index')
  form('/enquiries/:id/answer', [EnquiryAnswers, 'store'], '/enquiries')
    .as('enquiry_answers.store')
    .use(answers)
  form('/enquiries/:id/answer/removal', [EnquiryAnswers, 'destroy'], '/enquiries')
    .as('enquiry_answers.destroy')
    .use(answers)
})
