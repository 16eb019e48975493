from __future__ import annotations

from django.urls import path

from .views import invitations, people, profile, single_sign_on, teams, tokens, visibility

app_name = "access"

urlpatterns = [
    path("settings/", profile.index, name="settings"),
    path("settings/profile/", profile.profile, name="profile"),
    path("settings/language/", profile.language, name="language"),
    path("settings/marks/<slug:key>/", profile.mark, name="mark"),
    path("settings/people/", people.index, name="people"),
    path("settings/people/invitations/", people.invite, name="invite"),
    path("settings/people/invitations/<int:pk>/revocation/", people.revoke, name="invitation-revoke"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/invitation/", people.invite_member, name="invite-member"),
    path("settings/people/<int:pk>/joining/", people.join, name="join"),
    path("settings/people/<int:pk>/deactivation/", people.deactivate, name="deactivate"),
    path("settings/people/<int:pk>/reactivation/", people.reactivate, name="reactivate"),
    path("settings/teams/", teams.index, name="teams"),
    path("settings/teams/<int:pk>/", teams.team, name="team"),
    path("settings/teams/<int:pk>/deletion/", teams.delete, name="team-delete"),
    path("settings/visibility/", visibility.index, name="visibility"),
    path("settings/tokens/", tokens.index, name="tokens"),
    path("settings/tokens/<int:pk>/revocation/", tokens.revoke, name="token-revoke"),
    path("invitations/<str:secret>/", invitations.accept, name="accept"),
    # One's address is changed by an administrator: allauth's own page of addresses stays shut.
    path("account/email/", profile.index),
    path("account/signup/", profile.index),
    path("account/oidc/<slug:provider_id>/login/", single_sign_on.begin),
]
