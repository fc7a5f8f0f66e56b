"""Addresses of the members app, below /members/."""

from django.urls import path

from members import hooks
from members.views import addresses, inquiry, join, leaving, mail, me, payments

app_name = "members"
urlpatterns = [
    path("hooks/actblue/", hooks.actblue, name="hook_actblue"),
    path("me/", me.me, name="me"),
    path("me/statement/<int:year>/", me.statement, name="statement"),
    path("me/mail/", mail.choose, name="choose_mail"),
    path("me/addresses/add/", addresses.add, name="add_address"),
    path("me/addresses/remove/", addresses.remove, name="remove_address"),
    path("me/export/", leaving.take_home, name="export"),
    path("me/close/", leaving.close, name="close"),
    path("closed/", leaving.closed, name="closed"),
    path("mail/stop/<str:token>/", mail.unsubscribe, name="unsubscribe"),
    path("am-i-a-member/", inquiry.am_i_a_member, name="am_i_a_member"),
    path("am-i-a-member/asked/", inquiry.asked, name="asked"),
    path("hooks/stripe/", hooks.stripe, name="hook_stripe"),
    path("join/", join.join, name="join"),
    path("join/<uuid:token>/", join.checkout, name="checkout"),
    path("join/<uuid:token>/thanks/", join.thanks, name="thanks"),
    path("payments/", payments.payments, name="payments"),
    path("payments/<int:pk>/portal/", payments.portal, name="payment_portal"),
    path("payments/<int:pk>/amount/", payments.amount, name="payment_amount"),
]
