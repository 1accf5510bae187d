package dev.countersign.simulation;

import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView;
import dev.countersign.request.UserToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a read has shown, with something else in its place. */
final class Views {
  private Views() {}

  /** Nobody has decided yet. */
  static PayloadView undecided(PayloadView view) {
    return of(view, false, view.createdAt(), null, new Inspection.NothingSigned());
  }

  static PayloadView withoutAge(PayloadView view) {
    return of(view, true, null, view.issuedUserToken(), view.inspection());
  }

  static PayloadView with(PayloadView view, Inspection inspection) {
    return of(view, true, view.createdAt(), view.issuedUserToken(), inspection);
  }

  private static PayloadView of(
      PayloadView view,
      boolean decided,
      @Nullable Instant createdAt,
      @Nullable UserToken token,
      Inspection inspection) {
    return new PayloadView(
        view.uuid(),
        decided && view.resolved(),
        decided && view.signed(),
        view.cancelled(),
        view.expired(),
        view.appOpened(),
        view.pushed(),
        view.submit(),
        view.multisign(),
        view.txType(),
        createdAt,
        view.expiresAt(),
        token,
        view.response(),
        inspection,
        decided ? view.held() : null);
  }
}
