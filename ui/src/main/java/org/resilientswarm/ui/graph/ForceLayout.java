package org.resilientswarm.ui.graph;

/// Arranges nodes by forces: all push each other away, edges pull their ends together, and a weak
/// pull towards the centre keeps separate parts near (after Fruchterman and Reingold, 1991).
///
/// Every pair is looked at in every step; for a thousand nodes a step takes about a millisecond, so
/// that no tree of cells is worth its code. Pure; nothing here is random.
final class ForceLayout {
    /// How long an edge would like to be.
    static final double EDGE_LENGTH = 190;

    private static final double GRAVITY = 0.04;
    private static final double COOLING = 0.97;
    private static final double COLD = 0.4;

    private final double[] x;
    private final double[] y;
    private final boolean[] fixed;
    private final int[] from;
    private final int[] to;
    private final double[] forceX;
    private final double[] forceY;
    private double temperature;

    /// @param x where the nodes are, changed in place
    /// @param y where the nodes are, changed in place
    /// @param fixed nodes that must stay where they are
    /// @param from one end of each edge
    /// @param to the other end of each edge
    /// @param temperature how far a node may move in the first step
    ForceLayout(double[] x, double[] y, boolean[] fixed, int[] from, int[] to, double temperature) {
        this.x = x;
        this.y = y;
        this.fixed = fixed;
        this.from = from;
        this.to = to;
        this.temperature = temperature;
        forceX = new double[x.length];
        forceY = new double[x.length];
    }

    /// Runs until the layout is cold.
    void run() {
        while (temperature > COLD) {
            step();
        }
    }

    private void step() {
        for (int i = 0; i < x.length; i++) {
            forceX[i] = -GRAVITY * x[i];
            forceY[i] = -GRAVITY * y[i];
        }
        repel();
        attract();
        move();
        temperature *= COOLING;
    }

    private void repel() {
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                double dx = x[i] - x[j];
                double dy = y[i] - y[j];
                double square = Math.max(1, dx * dx + dy * dy);
                double push = EDGE_LENGTH * EDGE_LENGTH / square;
                forceX[i] += dx * push;
                forceY[i] += dy * push;
                forceX[j] -= dx * push;
                forceY[j] -= dy * push;
            }
        }
    }

    private void attract() {
        for (int edge = 0; edge < from.length; edge++) {
            int i = from[edge];
            int j = to[edge];
            double dx = x[i] - x[j];
            double dy = y[i] - y[j];
            double pull = Math.hypot(dx, dy) / EDGE_LENGTH;
            forceX[i] -= dx * pull;
            forceY[i] -= dy * pull;
            forceX[j] += dx * pull;
            forceY[j] += dy * pull;
        }
    }

    private void move() {
        for (int i = 0; i < x.length; i++) {
            double force = Math.hypot(forceX[i], forceY[i]);
            if (!fixed[i] && force > 0) {
                double way = Math.min(force, temperature) / force;
                x[i] += forceX[i] * way;
                y[i] += forceY[i] * way;
            }
        }
    }
}
