package org.resilientswarm.ui.paths;

import atlantafx.base.controls.ToggleSwitch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// What the own node carries for others: whether it does, how much it may, and what runs now.
final class RelayPane extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final long MEGABIT = 1_000_000;
    private static final int MAX_MEGABITS = 1_000_000;

    private final PathsViewModel model;
    private final ToggleSwitch willing = new ToggleSwitch(Texts.of("paths.relay.willing"));
    private final TextField circuit = new TextField();
    private final TextField total = new TextField();
    private final Button apply = new Button(Texts.of("paths.relay.apply"));
    private final Label fault = new Label();
    private final Label status = new Label();
    private final FactGrid carried = new FactGrid();
    private RelayPolicy shown = RelayInfo.NONE.policy();
    private boolean showing;

    RelayPane(PathsViewModel model) {
        this.model = model;
        getStyleClass().add("paths-section");
        var title = new Label(Texts.of("paths.relay"));
        title.getStyleClass().add("section-title");
        willing.setId("paths-willing");
        willing.setTooltip(new Tooltip(Texts.of("paths.relay.willing.tip")));
        willing.setAccessibleText(Texts.of("paths.relay.willing"));
        willing.selectedProperty().addListener((_, _, now) -> switched(now));
        apply.setId("paths-apply");
        apply.setOnAction(_ -> apply());
        fault.getStyleClass().add("fault");
        fault.setWrapText(true);
        status.setId("paths-relay-status");
        status.getStyleClass().add("hint");
        status.setWrapText(true);
        carried.setId("paths-carried");
        var limits =
                new FlowPane(
                        willing,
                        cap(circuit, "paths-circuit-cap", "paths.relay.circuit"),
                        cap(total, "paths-total-cap", "paths.relay.total"),
                        apply);
        limits.getStyleClass().add("relay-limits");
        getChildren()
                .addAll(title, limits, fault, status, new CircuitTable(model, status), carried);
        model.policyProperty().addListener((_, _, now) -> show(now));
        model.pictureProperty().addListener((_, _, now) -> show(now.relay()));
        model.seenProperty().addListener((_, _, _) -> check());
        show(model.policyProperty().get());
        show(model.pictureProperty().get().relay());
    }

    private HBox cap(TextField field, String id, String name) {
        field.setId(id);
        field.getStyleClass().add("cap-field");
        field.setAccessibleText(Texts.of(name) + ", " + Texts.of("paths.relay.unit"));
        field.setTooltip(new Tooltip(Texts.of("paths.relay.no-limit")));
        field.textProperty().addListener((_, _, _) -> check());
        field.setOnAction(_ -> apply());
        var label = new Label(Texts.of(name));
        label.setLabelFor(field);
        label.setMinWidth(Region.USE_PREF_SIZE);
        var unit = new Label(Texts.of("paths.relay.unit"));
        unit.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(label, field, unit);
        line.getStyleClass().add("field-line");
        return line;
    }

    private void switched(boolean now) {
        if (!showing) {
            model.relay(model.policyProperty().get().withWilling(now));
        }
    }

    /// What a person has typed stays until the policy itself is another one.
    private void show(RelayPolicy now) {
        showing = true;
        willing.setSelected(now.willing());
        showing = false;
        RelayPolicy before = shown;
        shown = now;
        if (circuit.getText().isEmpty() || before.circuitBits() != now.circuitBits()) {
            circuit.setText(megabits(now.circuitBits()));
        }
        if (total.getText().isEmpty() || before.totalBits() != now.totalBits()) {
            total.setText(megabits(now.totalBits()));
        }
        check();
    }

    private void show(RelayInfo now) {
        String says =
                now.policy().willing()
                        ? Texts.of("paths.relay.status", now.circuits().size(), now.refused())
                        : Texts.of("paths.relay.unwilling");
        status.setText(says);
        List<Fact> facts =
                now.carriedBytes().entrySet().stream()
                        .sorted(
                                Map.Entry.<PublicKey, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(
                                entry ->
                                        new Fact(
                                                Texts.of(
                                                        "paths.relay.carried",
                                                        model.pictureProperty()
                                                                .get()
                                                                .label(entry.getKey())),
                                                Numbers.volume(entry.getValue())))
                        .toList();
        carried.show(facts);
        carried.setVisible(!facts.isEmpty());
        carried.setManaged(!facts.isEmpty());
    }

    private void check() {
        OptionalLong one = bits(circuit);
        OptionalLong all = bits(total);
        boolean valid = one.isPresent() && all.isPresent();
        circuit.pseudoClassStateChanged(WRONG, one.isEmpty());
        total.pseudoClassStateChanged(WRONG, all.isEmpty());
        RelayPolicy now = model.policyProperty().get();
        apply.setDisable(
                !valid
                        || (one.getAsLong() == now.circuitBits()
                                && all.getAsLong() == now.totalBits()));
        var refused = model.seenProperty().get().refused();
        String text = refused == null ? "" : PathWords.failure(refused);
        fault.setText(valid ? text : Texts.of("paths.relay.wrong"));
        fault.pseudoClassStateChanged(WRONG, !valid || refused != null);
        fault.setVisible(!fault.getText().isEmpty());
        fault.setManaged(fault.isVisible());
    }

    private void apply() {
        OptionalLong one = bits(circuit);
        OptionalLong all = bits(total);
        if (one.isPresent() && all.isPresent()) {
            model.relay(model.policyProperty().get().withBits(one.getAsLong(), all.getAsLong()));
        }
    }

    private static String megabits(long bits) {
        return BigDecimal.valueOf(bits)
                .divide(BigDecimal.valueOf(MEGABIT))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static OptionalLong bits(TextField field) {
        try {
            var megabits = new BigDecimal(field.getText().strip().replace(',', '.'));
            boolean possible =
                    megabits.signum() >= 0
                            && megabits.compareTo(BigDecimal.valueOf(MAX_MEGABITS)) <= 0;
            return possible
                    ? OptionalLong.of(megabits.multiply(BigDecimal.valueOf(MEGABIT)).longValue())
                    : OptionalLong.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }
}
